"""The Dask runner on a real cluster of processes, one of which is killed in mid-run."""

import os
import signal
import subprocess
import sys
import time

import pytest
from archives import every_file, pages, put_warc

from newsparse import run_batch
from newsparse.batch.cutting import Cut

CLUSTER = """
import sys, time
from distributed import LocalCluster
if __name__ == "__main__":
    cluster = LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None)
    print(cluster.scheduler_address, flush=True)
    for worker in cluster.workers.values():
        print(worker.process.pid, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A scheduler and two workers with nannies, in processes of their own; gives address and workers' pids."""
    script = tmp_path_factory.mktemp("dask") / "cluster.py"
    script.write_text(CLUSTER)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    process = subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, env=environment,
    )  # fmt: skip
    address, first, second = (process.stdout.readline().strip() for _ in range(3))
    yield address, [int(first), int(second)]
    process.stdin.close()
    process.wait(timeout=60)
    process.stdout.close()


def test_a_worker_killed_in_mid_run_costs_nothing(tmp_path, cluster):
    address, pids = cluster
    source = put_warc(tmp_path / "a.warc.gz", pages(100))
    cut = Cut(pages=5, bytes=2048)
    command = (
        "import sys\nimport parsers\nfrom newsparse import run_batch\nfrom newsparse.batch.cutting import Cut\n"
        "report = run_batch([sys.argv[1]], sys.argv[2], scheduler=sys.argv[3], parse=parsers.slow,"
        " cut=Cut(pages=5, bytes=2048), tables='csv')\n"
        "assert report.records == 100, report\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    run = subprocess.Popen([sys.executable, "-c", command, source, tmp_path / "out", address], env=environment)
    records = tmp_path / "out" / "records"
    while run.poll() is None and not (records.exists() and len(list(records.glob("0*"))) >= 2):
        time.sleep(0.02)
    assert run.poll() is None
    os.kill(pids[0], signal.SIGKILL)
    assert run.wait(timeout=120) == 0
    from parsers import slow

    run_batch([source], tmp_path / "serial", runner="serial", cut=cut, parse=slow, tables="csv")
    assert every_file(tmp_path / "out") == every_file(tmp_path / "serial")
