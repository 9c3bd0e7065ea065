"""Coverage-guided fuzzing with atheris, for development only.

    pip install atheris
    PYTHONPATH=.:tests python bench/fuzz/fuzz.py TARGET -max_total_time=60

TARGET: the name of a reader, or sniff, pairs, gzip, compare, scan (these two with a cheap encoder in place of
the model); `all SECONDS` runs each in turn. A crash
is kept in fuzz-TARGET-*; fix it, and keep it as a test in tests/fuzz.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
LONGEST = {"compare": 600, "scan": 1200}  # bytes; what is slow gets more runs of shorter inputs


def main() -> None:
    sys.path.insert(0, str(HERE))
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as the command line does
    if sys.argv[1] == "all":
        import targets

        for target in targets.TARGETS:
            done = subprocess.run(
                [sys.executable, __file__, target, f"-max_total_time={sys.argv[2]}", "-rss_limit_mb=4096"],
                capture_output=True,
                text=True,
                check=False,
            )
            last = [
                row
                for row in done.stderr.splitlines()
                if row.startswith(("Done", "Crash", "#")) or "ERROR" in row
            ]
            print(target, "rc", done.returncode, *last[-1:], flush=True)
            if done.returncode:
                print("\n".join(done.stderr.splitlines()[-30:]), flush=True)
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"{(spent.ru_utime + spent.ru_stime) / 60:.1f} CPU-minutes")
        return
    import atheris

    with atheris.instrument_imports(include=["dedup", "feedparser", "trafilatura", "warcio"]):
        # The readers import these when they are first called, which would be too late.
        import feedparser  # noqa: F401
        import targets
        import trafilatura  # noqa: F401
        import warcio.archiveiterator  # noqa: F401
    target = sys.argv.pop(1)
    with tempfile.TemporaryDirectory() as corpus:
        for number, raw in enumerate(targets.seeds()[target]):
            Path(corpus, str(number)).write_bytes(raw)
        atheris.Setup(
            [
                *sys.argv,
                f"-artifact_prefix=fuzz-{target}-",
                f"-max_len={LONGEST.get(target, 20_000)}",
                "-timeout=30",
                corpus,
            ],
            lambda raw: targets.run(target, raw),
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
