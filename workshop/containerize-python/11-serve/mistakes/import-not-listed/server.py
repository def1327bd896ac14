import requests
from flask import Flask

app = Flask(__name__)


@app.get("/")
def home():
    return requests.get("https://example.org").text


app.run(host="0.0.0.0", port=8000)
