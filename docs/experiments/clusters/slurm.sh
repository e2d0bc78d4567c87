#!/bin/bash
# An experiment over a Slurm array, a shard a task, from the checkout's folder on a shared disk:
#
#     sbatch docs/experiments/clusters/slurm.sh docs/experiments/emoji12-freeze-sweep.json results
#     npm run -s thaw -- merge results/shard-* --out results/whole          when all are done
#
# A task that is requeued goes on where it was: --resume begins anew where there is nothing yet.
#SBATCH --job-name=thaw
#SBATCH --array=1-8
#SBATCH --gres=gpu:1
#SBATCH --cpus-per-task=4
#SBATCH --time=04:00:00
#SBATCH --requeue
set -euo pipefail
experiment=$1
results=$2
shard=$SLURM_ARRAY_TASK_ID
npm run -s thaw -- experiment "$experiment" --out "$results/shard-$shard" --shard "$shard/$SLURM_ARRAY_TASK_COUNT" --resume
