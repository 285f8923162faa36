"""Many documents: the input divided into shards, each read and written whole, here or on a cluster.

    from maydan.engine import run, dataset
    summary = run("archive.jsonl.gz", "out", workers=4)
    for table, rows in dataset.tables("out"): ...
"""

from maydan.engine import dataset
from maydan.engine.local import run
from maydan.engine.merging import merge
from maydan.engine.shard import read_shard
from maydan.engine.shards import Shard, plan

__all__ = ["Shard", "dataset", "merge", "plan", "read_shard", "run"]
