"""Serves a tagger with FastAPI and transformers, written as such servers usually are.

Run: TAGGER=folder uvicorn serve:app --workers 2
"""

import json
import os
from pathlib import Path

import torch
from fastapi import FastAPI
from pydantic import BaseModel
from safetensors.torch import load_file
from transformers import AutoModel, AutoTokenizer

folder = Path(os.environ["TAGGER"])
metadata = json.loads((folder / "tagline.json").read_text(encoding="utf-8"))
tokenizer = AutoTokenizer.from_pretrained(folder)
encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False).eval()
weights = load_file(folder / "model.safetensors")
classifier = torch.nn.Linear(encoder.config.hidden_size, len(metadata["tags"]))
classifier.load_state_dict({"weight": weights["classifier.weight"], "bias": weights["classifier.bias"]})
app = FastAPI()


class Synopsis(BaseModel):
    text: str


def windows(text):
    ids = tokenizer(text, add_special_tokens=False, truncation=False)["input_ids"]
    content = metadata["maxTokens"] - 2
    pieces = [ids[at : at + content] for at in range(0, max(len(ids), 1), content)]
    return [[tokenizer.cls_token_id, *piece, tokenizer.sep_token_id] for piece in pieces]


@app.post("/tag")
def tag(synopsis: Synopsis):
    batch = tokenizer.pad({"input_ids": windows(synopsis.text)}, return_tensors="pt")
    with torch.inference_mode():
        hidden = encoder(**batch).last_hidden_state
        mask = batch["attention_mask"].unsqueeze(2).float()
        vectors = (hidden * mask).sum(1) / mask.sum(1)
        logits = classifier(vectors.mean(0)) / metadata["temperature"]
        probabilities = logits.softmax(0).tolist()
    return {"tags": sorted(zip(metadata["tags"], probabilities), key=lambda pair: -pair[1])}


@app.get("/health")
def health():
    return {"status": "up"}
