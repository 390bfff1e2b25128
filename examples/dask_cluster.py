"""A folder of pages on a Dask cluster; here one of two workers on this machine.

    pip install 'newsparse[dask]'
    python examples/dask_cluster.py [FOLDER] [OUTPUT]

On a real cluster only the address changes: `scheduler="tcp://host:8786"`, with workers that see the same file
system and have one thread and a nanny (`dask worker tcp://host:8786 --nthreads 1`).
"""

import sys
import tempfile
from pathlib import Path

from distributed import LocalCluster

import newsparse


def main() -> None:
    folder = sys.argv[1] if len(sys.argv) > 1 else str(Path(__file__).parent / "archive")
    output = sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp(prefix="newsparse-")
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        report = newsparse.run_batch([folder], output, scheduler=cluster.scheduler_address)
    print(f"{report.records} records of {report.items} pages in {report.shards} shards")
    for path in sorted(Path(output).glob("tables/*")):
        print(path.name, sum(1 for _ in path.iterdir()), "files")


if __name__ == "__main__":
    main()
