#!/bin/bash
# An experiment over several machines with GNU parallel: four shards, on the hosts of a file (`:` is this one), each
# with a checkout under the same path that has gone through `npm ci`.
#
#     docs/experiments/clusters/parallel.sh docs/experiments/emoji12-freeze-sweep.json results hosts.txt
set -euo pipefail
experiment=$1
results=$2
hosts=$3
mkdir -p "$results"
parallel --sshloginfile "$hosts" --jobs 1 --workdir "$PWD" --return "$results/shard-{}" \
  npm run -s thaw -- experiment "$experiment" --out "$results/shard-{}" --shard {}/4 --resume ::: 1 2 3 4
npm run -s thaw -- merge "$results"/shard-* --out "$results/whole"
