from __future__ import annotations

import time

import pytest

from dedup.text.furniture import Furniture, furniture_kind, furniture_of, reads_like_teaser

LINES = {
    Furniture.COMMENT_FORM: [
        "Post a Comment", "Leave a Reply", "Please enter your name here", "Cancel reply", "12 Comments", "Name * Email * Website", "Please log in to join the discussion",
        "Your email address will not be published. Required fields are marked *",
        "Laisser un commentaire", "Votre adresse e-mail ne sera pas publiée.",
        "Schreibe einen Kommentar", "Ihre E-Mail-Adresse wird nicht veröffentlicht.",
        "Deja un comentario", "Lascia un commento", "اترك تعليقاً", "لن يتم نشر عنوان بريدك الإلكتروني.",
        "Добавить комментарий",
        "Connectez-vous pour réagir.", "Melden Sie sich an, um zu kommentieren", "Inicia sesión para comentar", "Accedi per rispondere", "سجل الدخول للتعليق",
    ],
    Furniture.SHARE_BAR: [
        "Share on Facebook", "Facebook | Twitter | WhatsApp", "Share this article", "Partager sur Facebook",
        "Auf Facebook teilen", "Compartir en WhatsApp", "Condividi su Twitter", "شارك على فيسبوك",
        "Copy the link", "Send this story to a friend", "Copier le lien", "Link kopieren", "Copiar enlace", "Copia link", "نسخ الرابط", "Envoyer par e-mail", "Artikel per E-Mail senden", "Enviar por WhatsApp", "Invia questo articolo via email", "أرسل هذا الخبر بالبريد",
    ],
    Furniture.NEWSLETTER: [
        "Sign up for our daily newsletter", "Inscrivez-vous à notre newsletter", "Jetzt Newsletter abonnieren",
        "Suscríbete a nuestro boletín", "Iscriviti alla newsletter", "اشترك في النشرة البريدية",
        "Join our WhatsApp channel",
        "Get the week’s best stories by email", "Enter your email address", "Recevez nos alertes par e-mail.", "Die besten Texte jede Woche in Ihrem Postfach", "Zum Newsletter anmelden", "Recibe cada lunes lo mejor en tu correo.", "Ricevi ogni sera una email", "احصل على موجز الأسبوع عبر البريد",
    ],
    Furniture.COOKIES: [
        "We use cookies to improve your experience.", "Accept all cookies", "Ce site utilise des cookies pour vous servir.",
        "Diese Website verwendet Cookies.", "Este sitio utiliza cookies propias.", "Questo sito utilizza i cookie.",
        "نستخدم ملفات تعريف الارتباط لتحسين تجربتك",
        "Manage cookie preferences", "Gérer vos choix", "Cookie-Einstellungen ändern", "Gestionar las preferencias", "Aceptar todo", "Accetta tutto", "Personalizza i cookie", "رفض الكل", "إدارة التفضيلات",
    ],
    Furniture.CREDIT: [
        "[Alma Ruiz/North Agency]", "Photo: Getty Images", "Image credit: AP", "Crédit photo : AFP", "Foto: dpa",
        "Foto: EFE", "Foto: ANSA", "صورة: رويترز",
        "Image source, North Agency", "Photograph by Alma Ruiz", "Crediti foto: ANSA", "مصدر الصورة: رويترز",
    ],
    Furniture.RELATED: [
        "Related stories", "Recommended for you", "Read more: Five things to know", "Lire aussi : les dates clés", "Lesen Sie auch: Der Krieg",
        "Lea también: Qué se sabe", "Leggi anche: cosa sappiamo", "اقرأ أيضا: ماذا نعرف",
        "قد يهمك أيضا",
    ],
    Furniture.ADVERTISEMENT: ["Advertisement", "- Anzeige -", "Publicité", "إعلان", "Story continues below advertisement", "La suite après cette publicité", "Dieser Artikel wird nach der Werbung fortgesetzt", "El artículo continúa tras la publicidad", "L’articolo prosegue dopo la pubblicità", "يتبع الخبر بعد الإعلان", "Contenuto sponsorizzato"],
    Furniture.NAVIGATION: [
        "Back to top", "Tags: Libya, Sirte", "All rights reserved.", "Alle Rechte vorbehalten.", "5 min read",
        "With additional reporting by the North Agency", "The Associated Press contributed to this report.",
        "This material may not be published, broadcast, rewritten or redistributed.", "Our Standards: The House Rules.",
        "By Alma Ruiz, Political Correspondent", "Listen to this article", "Updated 2 hours ago",
        "Published: 3 March 2024", "Last updated on 3 March 2024 at 10:15", "Posted on March 09, 2024 4:22 PM",
        "Aller au contenu", "Zum Inhalt springen", "Ir al contenido principal", "Vai al contenuto", "انتقل إلى المحتوى", "Article précédent", "Nächster Beitrag", "Noticia anterior", "Articolo successivo", "الخبر السابق", "Torna su",
    ],
}  # fmt: skip

STORY = [
    "The minister said the site would no longer use the cookies of other firms.",
    "She asked readers to leave a comment before Friday, and four hundred did.",
    "“Share the burden,” the general told his allies on Monday evening.",
    "The newsletter was first printed in 1911 and sold for a penny.",
    "Significant gains",
    "Photographs of the airport show two burnt aircraft beside the runway.",
    "Read the statement carefully, the ambassador told reporters.",
    "3 March 2024",
    "Published in 1911, the newsletter was sold for a penny.",
    "By Monday, 40 of the men had left with a reporter.",
    "The Associated Press contributed to this report and paid for half of the flight.",
    "Photographs by the police show two burnt aircraft.",
    "Get the stories straight, the judge told them by letter.",
    "Le ministre a dit vouloir gérer les cookies de son site autrement.",
    "Die Briefe lagen noch am Montag ungeöffnet in ihrem Postfach auf dem Flur.",
    "La noticia continúa después de la publicidad, dijo el juez.",
]


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in LINES.items() for line in lines])
def test_furniture_is_known(kind: Furniture, line: str) -> None:
    assert furniture_kind(line) is kind


@pytest.mark.parametrize("line", STORY)
def test_the_story_is_left_alone(line: str) -> None:
    assert furniture_kind(line) is None


def test_headlines_under_related_stories_are_furniture() -> None:
    lines = [
        "He left.",
        "Related stories",
        "Sandstorm shuts the airport again",
        "* Five maps of the war",
        "The talks go on.",
    ]
    kinds = furniture_of(lines)
    assert kinds == [None, Furniture.RELATED, Furniture.RELATED, Furniture.RELATED, None]


def test_a_comment_form_takes_its_fields_along() -> None:
    lines = ["He left on Monday.", "Leave a reply", "Your thoughts go here", "Post"]
    assert furniture_of(lines) == [None, *[Furniture.COMMENT_FORM] * 3]
    assert furniture_of(["Your comment", "Keep me posted", "Post comment", "A story goes on " * 9])[1]
    assert furniture_of([*lines, "A story goes on " * 9]) == [None, Furniture.COMMENT_FORM, None, None, None]


@pytest.mark.parametrize(
    ("line", "teaser"),
    [
        ("Rebels celebrate after taking the key town", True),
        ("Peace conference", False),
        ("“A step back for the whole country”", False),
        ("The talks will go on until Friday.", False),
    ],
)
def test_teasers_have_the_form_of_headlines(line: str, teaser: bool) -> None:
    assert reads_like_teaser(line) is teaser


@pytest.mark.parametrize(
    "line", ["share " * 66 + "!", "x" * 399, "photo " * 66, "a" * 100_000_000, "we use cookies " * 26]
)
def test_hostile_lines_take_no_time(line: str) -> None:
    start = time.perf_counter()
    furniture_kind(line)
    assert time.perf_counter() - start < 0.5
