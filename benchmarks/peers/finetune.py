"""Fine-tunes an encoder on films with Hugging Face Trainer and prints one JSON object.

The vector of a film is the mean of its windows' vectors; the vector of a window is the mean of its
tokens' vectors. The windows are given as token ids, so that both sides of the comparison have equal input.
"""

import argparse
import json
import math
import resource
import time
from urllib.parse import urlparse
from urllib.request import url2pathname

import torch
from torch import nn
from torch.utils.data import Dataset
from transformers import AutoModel, Trainer, TrainerCallback, TrainingArguments


class Films(Dataset):
    def __init__(self, path):
        with open(path, encoding="utf-8") as lines:
            self.films = [json.loads(line) for line in lines]

    def __len__(self):
        return len(self.films)

    def __getitem__(self, index):
        return self.films[index]


def collate(films):
    windows = [window for film in films for window in film["windows"]]
    longest = max(len(window) for window in windows)
    return {
        "input_ids": torch.tensor([w + [0] * (longest - len(w)) for w in windows]),
        "attention_mask": torch.tensor([[1] * len(w) + [0] * (longest - len(w)) for w in windows]),
        "counts": torch.tensor([len(film["windows"]) for film in films]),
        "labels": torch.tensor([film["label"] for film in films]),
    }


class FilmClassifier(nn.Module):
    def __init__(self, base, class_weights):
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, add_pooling_layer=False)
        hidden = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(self.encoder.config.hidden_dropout_prob)
        self.classifier = nn.Linear(hidden, len(class_weights))
        nn.init.normal_(self.classifier.weight, std=0.02)
        nn.init.zeros_(self.classifier.bias)
        self.loss = nn.CrossEntropyLoss(weight=torch.tensor(class_weights))

    def forward(self, input_ids, attention_mask, counts, labels=None):
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(2).float()
        windows = (hidden * mask).sum(1) / mask.sum(1)
        films = torch.stack([vectors.mean(0) for vectors in windows.split(counts.tolist())])
        logits = self.classifier(self.dropout(films))
        return {"loss": self.loss(logits, labels), "logits": logits}


class Steps(TrainerCallback):
    """Records when each step ends. The speed leaves out the first step, which is a warm-up."""

    def __init__(self):
        self.ends = []

    def on_step_end(self, args, state, control, **kwargs):
        self.ends.append(time.perf_counter())


def macro_f1(predicted, labels, tags):
    scores = []
    for tag in range(tags):
        hits = sum(p == tag == label for p, label in zip(predicted, labels))
        claimed = sum(p == tag for p in predicted)
        present = sum(label == tag for label in labels)
        scores.append(2 * hits / (claimed + present) if claimed + present else 0.0)
    return sum(scores) / tags


def path(url):
    """Returns the path in a file: URL, the form in which Java writes paths."""
    return url2pathname(urlparse(url).path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("task", help="the task as JSON: base, train, test, classWeights, batch, atOnce, …")
    task = json.loads(parser.parse_args().task)
    torch.manual_seed(task["seed"])
    films = Films(path(task["train"]))
    steps = math.ceil(len(films) / task["batch"]) * task["epochs"]
    model = FilmClassifier(path(task["base"]), task["classWeights"])
    clock = Steps()
    trainer = Trainer(
        model=model,
        args=TrainingArguments(
            output_dir=path(task["scratch"]),
            num_train_epochs=task["epochs"],
            learning_rate=task["learningRate"],
            per_device_train_batch_size=task["atOnce"],
            gradient_accumulation_steps=task["batch"] // task["atOnce"],
            warmup_steps=math.ceil(task["warmup"] * steps),
            weight_decay=task["weightDecay"],
            max_grad_norm=task["maxGradientNorm"],
            lr_scheduler_type="linear",
            optim="adamw_torch",
            seed=task["seed"],
            use_cpu=True,
            save_strategy="no",
            logging_strategy="no",
            report_to="none",
            disable_tqdm=True,
            remove_unused_columns=False,
        ),
        train_dataset=films,
        data_collator=collate,
        callbacks=[clock],
    )
    began = time.perf_counter()
    result = trainer.train()
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    predicted, labels = [], []
    model.eval()
    with torch.no_grad():
        for film in Films(path(task["test"])):
            logits = model(**collate([film]))["logits"]
            predicted.append(int(logits.argmax()))
            labels.append(film["label"])
    print(
        json.dumps(
            {
                "films": len(films) * task["epochs"],
                "seconds": seconds,
                "stepEnds": [end - began for end in clock.ends],
                "loss": result.training_loss,
                "macroF1": macro_f1(predicted, labels, len(task["classWeights"])),
                "peakBytes": peak,
            }
        )
    )


if __name__ == "__main__":
    main()
