"""Writes single.json, multi.json and calibration.json beside itself: seeded inputs and what scikit-learn makes of them.

The tests read the files, not this script. To make them again: pip install scikit-learn scipy; python scikit_learn_cases.py
"""

import json
import pathlib
import warnings

import numpy as np
import scipy
import sklearn
from scipy.optimize import minimize_scalar
from sklearn import metrics

warnings.simplefilter("ignore")
here = pathlib.Path(__file__).parent
made_with = f"scikit-learn {sklearn.__version__}, numpy {np.__version__}, scipy {scipy.__version__}"
random = np.random.default_rng(20260101)


def softmax(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def write(name, **content):
    content = {"madeWith": made_with, **content}
    lines = ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in content.items())
    (here / f"{name}.json").write_text("{\n" + lines + "\n}\n")


def rows(a):
    return [[float(v) for v in row] for row in a]


# Five tags: uneven, "rare" predicted but never carried, "unused" neither.
tags = ["cult", "paranormal", "dramatic", "rare", "unused"]
gold = random.choice(3, 80, p=[0.65, 0.25, 0.1])
logits = random.normal(0, 1, (80, 5)) + np.array([0.9, 0.3, 0, -0.5, -9])
logits[np.arange(80), gold] += 1.0
p = softmax(logits).astype(np.float32)
p[3] = [0.5, 0.5, 0, 0, 0]
p[7] = [0, 0.25, 0.25, 0.25, 0.25]
p[11] = np.float32([0, 0, 0, 0, 0])
p[11][(gold[11] + 1) % 3] = 1  # certain and wrong: the loss is clamped
predicted = p.argmax(1)
precision, recall, f1, support = metrics.precision_recall_fscore_support(gold, predicted, labels=range(5), zero_division=0)
clipped = np.clip(p.astype(np.float64), 1e-7, 1)
write(
    "single", tags=tags, gold=gold.tolist(), probabilities=rows(p),
    accuracy=metrics.accuracy_score(gold, predicted),
    balancedAccuracy=metrics.balanced_accuracy_score(gold, predicted),
    macroF1=metrics.f1_score(gold, predicted, average="macro"),
    microF1=metrics.f1_score(gold, predicted, average="micro"),
    precision=precision.tolist(), recall=recall.tolist(), f1=f1.tolist(), support=support.tolist(),
    confusion=metrics.confusion_matrix(gold, predicted, labels=range(5)).tolist(),
    loss=float(-np.log(clipped[np.arange(80), gold]).mean()),
    majorityAccuracy=metrics.accuracy_score(gold, np.zeros(80)),
    majorityBalancedAccuracy=metrics.balanced_accuracy_score(gold, np.zeros(80)),
    majorityMacroF1=metrics.f1_score(gold, np.zeros(80), average="macro"),
)

# Eight tags: one never carried and never among the top, one never predicted; probabilities in steps of 0.05, so there are ties.
n, k = 60, 8
marks = random.random((n, k)) < np.array([0.5, 0.4, 0.3, 0.2, 0.15, 0.1, 0.05, 0])
marks[0] = False
p = np.clip(np.round((0.35 * marks + 0.65 * random.random((n, k)) - 0.1) * 20) / 20, 0, 1).astype(np.float32)
p[:, 6] = np.minimum(p[:, 6], np.float32(0.25))
p[:, 7] = 0
thresholds = np.float32([0.5, 0.5, 0.45, 0.4, 0.35, 0.5, 0.5, 0.6])
chosen = p >= thresholds


def top(count):
    order = np.argsort(-p, axis=1, kind="stable")[:, :count]
    result = np.zeros_like(marks)
    np.put_along_axis(result, order, True, 1)
    return result


def micro(answer):
    return metrics.f1_score(marks, answer, average="micro", zero_division=0)


frequent = np.argsort(-marks.sum(0), kind="stable")
always = lambda count: np.isin(np.arange(k), frequent[:count])[None].repeat(n, 0)
carried = marks.any(0)
precision, recall, f1, support = metrics.precision_recall_fscore_support(marks, chosen, zero_division=0)
clipped = np.clip(p.astype(np.float64), 1e-7, 1 - 1e-7)
write(
    "multi", tags=[f"tag{t}" for t in range(k)], gold=marks.tolist(), probabilities=rows(p),
    thresholds=[float(t) for t in thresholds],
    microF1=micro(chosen),
    macroF1=metrics.f1_score(marks, chosen, average="macro", zero_division=0),
    f1At3=micro(top(3)), f1At5=micro(top(5)),
    tagRecallAt3=metrics.recall_score(marks, top(3), average="macro", zero_division=0),
    tagRecallAt5=metrics.recall_score(marks, top(5), average="macro", zero_division=0),
    tagsLearnedAt3=int(top(3).any(0).sum()),
    rankingLoss=metrics.label_ranking_loss(marks, p), coverageError=metrics.coverage_error(marks, p),
    meanAveragePrecision=metrics.average_precision_score(marks[:, carried], p[:, carried], average="macro"),
    subsetAccuracy=metrics.accuracy_score(marks, chosen),
    precision=precision.tolist(), recall=recall.tolist(), f1=f1.tolist(), support=support.tolist(),
    loss=float(np.mean([metrics.log_loss(marks[:, t], clipped[:, t], labels=[False, True]) for t in range(k)])),
    mostFrequent=[f"tag{t}" for t in frequent[:5]], mostFrequentF1At3=micro(always(3)), mostFrequentF1At5=micro(always(5)),
    bestGlobalMicroF1=max(micro(p >= t) for t in np.unique(p)),
    bestPerTagF1=[max(metrics.f1_score(marks[:, t], p[:, t] >= c, zero_division=0) for c in np.unique(p)) for t in range(k)],
)

logits = random.normal(0, 4, (200, 3)).astype(np.float32)
sharp = softmax(logits.astype(np.float64))
gold = np.array([random.choice(3, p=row) for row in softmax(logits.astype(np.float64) / 2.5)])
nll = lambda t: metrics.log_loss(gold, softmax(logits.astype(np.float64) / t), labels=[0, 1, 2])
sharp32 = sharp.astype(np.float32)
confidence = sharp32.max(1).astype(np.float64)
right = sharp32.argmax(1) == gold
edges = np.linspace(0, 1, 16)
error = 0.0
for low, high in zip(edges[:-1], edges[1:]):
    inside = (confidence > low) & (confidence <= high)
    if inside.any():
        error += inside.mean() * abs(confidence[inside].mean() - right[inside].mean())
write(
    "calibration", gold=gold.tolist(), logits=rows(logits), probabilities=rows(sharp32), expectedError=float(error),
    temperature=float(minimize_scalar(nll, bounds=(0.1, 10), method="bounded", options={"xatol": 1e-9}).x),
    percentileInput=[float(v) for v in np.sort(random.normal(size=41).round(3))],
)
c = json.loads((here / "calibration.json").read_text())
c.pop("madeWith")
write("calibration", **c, percentile025=float(np.percentile(c["percentileInput"], 2.5)), percentile33=float(np.percentile(c["percentileInput"], 33)))
