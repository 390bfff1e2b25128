"""Archives into tables: sources, plan, worker, ledger, runners, sinks, report.

inputs → shards (`plan`) → items (`sources`) → records and rejects (`worker`) → files (`sinks`) → ledger.
`run.run_batch` is the one that knows them all; it is public as `newsparse.run_batch`.
"""
