#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every pruning criterion at 30, 50 and 70 % on the bundled example, one epoch of fine-tuning each: prints the table of the
# README. Takes about an hour on one core; what is in the folder already is not done again.
#   scripts/compare_criteria.sh [FOLDER] [further options of espalier-cli finetune, such as --threads 1]
# ESPALIER_DATA=fashion-mnist,limit=20000 trains on a third of the images.
set -euo pipefail
cd "$(dirname "$0")/.."

cli=build/release/bin/espalier-cli
example=resources/examples/fashion_resnet.pt
folder=${1:-build/criteria}
shift || true
[ -x "$cli" ] || {
    echo "There is no $cli: run scripts/run.sh first." >&2
    exit 1
}
mkdir -p "$folder"

# Batch norms for slim, which scores those; convolutions for all others.
config_of() {
    local type=Conv2d
    [ "$1" = slim ] && type=BatchNorm2d
    printf '[{"op_types": ["%s"], "sparsity": 0.%s}]\n' "$type" "$2"
}

# Movement learns its scores while it trains, so that its sparsity has to grow, for which one epoch is too short.
schedule_of() {
    if [ "$1" = movement ]; then echo agp; else echo one_shot; fi
}
epochs_of() {
    if [ "$1" = movement ]; then echo 2; else echo 1; fi
}

criteria=(level l1 l2 fpgm slim apoz mean_activation taylor random movement)
for criterion in "${criteria[@]}"; do
    for sparsity in 3 5 7; do
        out=$folder/$criterion-$sparsity
        [ -e "$out/report.json" ] && continue
        config_of "$criterion" "$sparsity" >"$folder/config.json"
        "$cli" finetune "$example" --data "${ESPALIER_DATA:-fashion-mnist}" --epochs "$(epochs_of "$criterion")" \
            --learning-rate 0.02 --lr-schedule cosine --momentum 0.9 --weight-decay 0.0005 --augment flip --config "$folder/config.json" \
            --algorithm "$criterion" --sparsity-schedule "$(schedule_of "$criterion")" "$@" --out "$out" >"$out.log"
    done
done

python3 - "$folder" "${criteria[@]}" <<'PYTHON'
import json
import sys

folder, criteria = sys.argv[1], sys.argv[2:]


def cell(criterion, sparsity):
    with open(f"{folder}/{criterion}-{sparsity}/report.json", encoding="utf-8") as file:
        report = json.load(file)
    # A schedule that begins low has pruned nothing before the first epoch.
    pruned = report["accuracy_pruned"]
    before = "" if pruned is None else f"{100 * pruned:.2f} → "
    return f"{before}{100 * report['accuracy_after']:.2f} %"


print("| criterion | 30 % | 50 % | 70 % |")
print("|---|---|---|---|")
for criterion in criteria:
    name = f"`{criterion}`" + (" (two epochs)" if criterion == "movement" else "")
    print(f"| {name} | " + " | ".join(cell(criterion, sparsity) for sparsity in (3, 5, 7)) + " |")
PYTHON
