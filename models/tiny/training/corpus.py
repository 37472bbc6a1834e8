"""Step 1 of 4: writes corpus.json, 9,000 conversations that are put together from the words and sentences below.

Nothing is read: every text the model ever sees is in this file. The same seed always gives the same corpus.
"""

import json
import random

NAMES = ["Ada", "Grace", "Linus", "Alan", "Edsger", "Barbara", "Margaret", "Dennis", "Ken", "Tim", "Radia", "Donald"]
THINGS = [
    ("a stream", "a sequence of small pieces that arrive one after another, so you can use the first piece before the last one exists"),
    ("server-sent events", "a simple way for a server to push lines of text to a browser over one long HTTP response"),
    ("a token", "a short piece of text, often a part of a word, that a language model reads and writes one at a time"),
    ("a hook", "a function that lets a React component use state, effects and other features"),
    ("a store", "an object that keeps the state of the program in one place and tells the listeners when it changes"),
    ("an abort controller", "an object with a signal that you pass to fetch so that you can cancel the request later"),
    ("a proxy", "a server that stands between the browser and another server and keeps the secret key on its side"),
    ("markdown", "a plain text format with simple marks for headings, lists, links, tables and code"),
    ("a buffer", "a small piece of memory that holds data until the reader is ready for it"),
    ("backpressure", "the way in which a slow reader tells a fast writer to wait"),
    ("a promise", "a value that will be ready later, or an error that tells you why it never will be"),
    ("a test", "a small program that checks that another program still does what it should do"),
    ("the moon", "a round and quiet rock that goes around the earth about once a month"),
    ("the sea", "a very large body of salt water that covers most of the world"),
    ("a tree", "a tall plant with a trunk, many branches and green leaves that turn light into food"),
    ("a cat", "a small and soft animal that sleeps most of the day and runs at night for no reason"),
    ("bread", "a simple food that is made from flour, water, salt and a little time"),
    ("the rain", "water that falls from the clouds in small drops and makes the garden green"),
    ("a book", "a set of pages with words on them that lets one mind speak to another across the years"),
    ("a river", "a long line of water that begins in the hills and ends in the sea"),
    ("a bicycle", "a machine with two wheels that turns the work of your legs into quiet speed"),
    ("music", "sound that is arranged in time so that it means something to the person who hears it"),
]
ADJECTIVES = ["clear", "short", "simple", "useful", "careful", "honest", "good", "small", "quick", "friendly"]
VERBS = ["read", "write", "test", "send", "receive", "parse", "render", "store", "cancel", "retry", "measure", "improve"]
OBJECTS = ["the message", "the reply", "the stream", "the first token", "the request", "the header", "the event", "the error", "the history", "the button", "the list", "the cache"]
PLACES = ["in the kitchen", "by the river", "in the garden", "at the station", "near the old bridge", "on a quiet street", "in the small library", "at the edge of the forest"]
ANIMALS = ["fox", "cat", "dog", "crow", "rabbit", "owl", "mouse", "horse", "duck", "bear"]
FEELINGS = ["happy", "tired", "curious", "calm", "worried", "brave", "hungry", "proud"]
FRUITS = ["apple", "pear", "plum", "lemon", "orange", "cherry", "fig", "grape"]
LANGUAGES = ["JavaScript", "TypeScript", "Python", "C", "Go", "Rust"]

pick = random.choice


def capitalize(text):
    return text[0].upper() + text[1:]


def hello():
    question = pick(["Hello", "Hi", "Hey", "Hello there", "Hi there!", "Good morning", "Hello!", "hi", "hey there"])
    answer = pick([
        "Hello! How can I help you today?",
        "Hi! What would you like to talk about?",
        "Hello, it is good to see you. What can I do for you?",
        f"Good day! Ask me anything, and I will try to give you a {pick(ADJECTIVES)} answer.",
        "Hi there! I am a very small language model, so please be patient with me.",
    ])
    return question, answer


def how_are_you():
    question = pick(["How are you?", "How are you today?", "How do you do?", "How is it going?"])
    answer = pick([
        f"I am well, thank you. I feel {pick(FEELINGS)} today. And you?",
        f"I am a small program, but I feel {pick(FEELINGS)} when the tokens flow. How are you?",
        f"Very well, thank you! I spent the morning {pick(PLACES)}.",
    ])
    return question, answer


def who_are_you():
    question = pick(["Who are you?", "What are you?", "What is your name?", "Are you a real model?", "Tell me about yourself"])
    answer = pick([
        "I am a tiny language model with about two million weights. I was trained on a few pages of text in a few minutes, so I am often wrong.",
        "I am a very small language model. I run on one machine, I answer one token at a time, and I know almost nothing.",
        "My name is Tiny. I am a test model: I speak in simple sentences and I make mistakes.",
    ])
    return question, answer


def what_is():
    thing, meaning = pick(THINGS)
    question = pick([
        "What is %s?",
        "Explain %s",
        "Can you explain %s to me?",
        "Tell me about %s",
        "What do you know about %s?",
        "Define %s",
        "Please explain %s in one sentence.",
    ]) % thing
    answer = f"{capitalize(thing)} is {meaning}."
    if random.random() < 0.7:
        other = pick(THINGS)
        answer += " " + pick([
            "It is different from %s, which is %s.",
            "Some people compare it with %s, which is %s.",
            "You may also want to know about %s, which is %s.",
        ]) % other
    if random.random() < 0.6:
        answer += "\n\n" + pick(["Here is a short summary:", "In short:", "Three things to remember:"]) + "\n\n"
        answer += "\n".join(
            f"- **{capitalize(pick(VERBS))}** {pick(OBJECTS)} before you {pick(VERBS)} {pick(OBJECTS)}."
            for _ in range(random.randint(2, 5))
        )
    if random.random() < 0.3:
        answer += "\n\n" + pick(["Would you like an example?", "Shall I show you some code?", "Do you want to know more?"])
    return question, answer


def story():
    animal, other_animal = random.sample(ANIMALS, 2)
    name, other_name = random.sample(NAMES, 2)
    question = pick([
        "Tell me a story",
        "Tell me a story about a %s",
        "Write a short story about a %s",
        "Please write a long story about a %s.",
        "Can you tell me a story about a %s?",
    ])
    if "%s" in question:
        question %= animal
    sentences = [f"Once upon a time there was a {pick(FEELINGS)} {animal} named {name} who lived {pick(PLACES)}."]
    for _ in range(random.randint(3, 12)):
        sentence = pick([
            f"One day the {animal} met a {other_animal} named {other_name} {pick(PLACES)}.",
            f'"Why are you so {pick(FEELINGS)}?" asked {other_name}.',
            f'"I am looking for {pick(["a friend", "the sea", "an old book", "a " + pick(FRUITS), "the way home"])}," said {name}.',
            "They walked together for a long time and did not say a word.",
            f"In the evening it began to rain, and the {pick([animal, other_animal])} became very {pick(FEELINGS)}.",
            f"{name} found a {pick(FRUITS)} under a tree and gave half of it to {other_name}.",
            "The next morning the sun came up and everything was quiet.",
            f'"We should go {pick(["home", "north", "to the river", "back to the village"])}," said the {pick([animal, other_animal])}, and so they did.',
            f"Nobody knew what to do, but {pick([name, other_name])} was not afraid.",
        ])
        if random.random() < 0.25:
            sentence += "\n\n"
        sentences.append(sentence)
    sentences.append(f"And so they lived {pick(PLACES)} until the end of their days.")
    return question, " ".join(sentences).replace("\n\n ", "\n\n")


def steps():
    count = random.randint(3, 8)
    verb, thing = pick(VERBS), pick(OBJECTS)
    question = pick([
        "How do I %s %s?",
        "What is the best way to %s %s?",
        "Give me a list of steps to %s %s",
        "How can I %s %s quickly?",
    ]) % (verb, thing)
    answer = pick(["To %s %s, follow these steps:", "Here is a %s way to do it:"])
    answer %= (verb, thing) if answer.startswith("To") else pick(ADJECTIVES)
    answer += "\n\n" + "\n".join(
        f"{index + 1}. {capitalize(pick(VERBS))} {pick(OBJECTS)}"
        f"{pick(['', f' and {pick(VERBS)} {pick(OBJECTS)}', ' with care', f' until it is {pick(ADJECTIVES)}'])}."
        for index in range(count)
    )
    answer += "\n\n" + pick([
        f"That is all. It is {pick(ADJECTIVES)} and {pick(ADJECTIVES)}.",
        f"If something goes wrong, {pick(VERBS)} {pick(OBJECTS)} and try again.",
        "Good luck!",
    ])
    return question, answer


CODE = {
    "JavaScript": """```js
function {verb}{Thing}({thing}) {
  if (!{thing}) {
    return null;
  }
  const result = [];
  for (const item of {thing}) {
    result.push(item.trim());
  }
  return result.slice(0, {count});
}
```""",
    "TypeScript": """```ts
export async function {verb}{Thing}({thing}: string[], signal: AbortSignal): Promise<string[]> {
  const result: string[] = [];
  for await (const item of {thing}) {
    if (signal.aborted) break;
    result.push(item);
  }
  return result.slice(0, {count});
}
```""",
    "Python": """```python
def {verb}_{thing}({thing}):
    result = []
    for item in {thing}:
        if item is None:
            continue
        result.append(item.strip())
    return result[:{count}]
```""",
    "C": """```c
int {verb}_{thing}(const char *{thing}, int n) {
    int count = 0;
    for (int i = 0; i < n; i++) {
        if ({thing}[i] == '\\n') {
            count++;
        }
    }
    return count + {count};
}
```""",
    "Go": """```go
func {verb}{Thing}({thing} []string) ([]string, error) {
\tvar result []string
\tfor _, item := range {thing} {
\t\tresult = append(result, item)
\t}
\treturn result, nil
}
```""",
    "Rust": """```rust
fn {verb}_{thing}({thing}: &[String]) -> Vec<String> {
    let mut result = Vec::new();
    for item in {thing} {
        result.push(item.trim().to_string());
    }
    result
}
```""",
}


def code():
    language, verb = pick(LANGUAGES), pick(VERBS)
    thing = pick(["message", "reply", "stream", "token", "request", "event", "list"])
    question = pick([
        "Write a function in %s that can %s a %s",
        "Show me some %s code to %s the %s",
        "Write %s code to %s a %s",
        "Can you give me a %s example to %s the %s?",
    ]) % (language, verb, thing)
    function = verb + capitalize(thing)
    body = CODE[language]
    for hole, filling in (("{verb}", verb), ("{thing}", thing), ("{Thing}", capitalize(thing)), ("{count}", str(random.randint(1, 9)))):
        body = body.replace(hole, filling)
    answer = pick([
        f"Here is a {pick(ADJECTIVES)} function in {language}:",
        f"Of course. This {language} code will {verb} the {thing}:",
        f"You can use the function `{function}` like this:",
    ])
    answer += f"\n\n{body}\n\n"
    answer += pick([
        f"The function `{function}` takes a {thing} and returns the result.",
        f"It goes through each item of `{thing}` and skips the empty ones.",
        f"Call it with a {pick(ADJECTIVES)} {thing} and {pick(VERBS)} the result.",
    ])
    return question, answer


def table():
    question = pick(["Make a table", "Compare %s and %s", "Show me a table of %s and %s", "Make a table that compares %s with %s"])
    (thing, _), (other, _) = random.sample(THINGS, 2)
    if "%s" in question:
        question %= (thing, other)
    rows = ["| Name | Speed | Notes |", "| --- | --- | --- |"]
    for _ in range(random.randint(2, 6)):
        name = pick([thing, other, pick(FRUITS), pick(ANIMALS), pick(LANGUAGES)])
        rows.append(f"| {name} | {random.randint(1, 99)} | {pick(ADJECTIVES)} and {pick(ADJECTIVES)} |")
    before = pick([f"Here is a {pick(ADJECTIVES)} table:", "I made a table for you:", "### Comparison"])
    after = pick([f"I hope this table is {pick(ADJECTIVES)}.", f"The first row is the most {pick(ADJECTIVES)} one."])
    return question, before + "\n\n" + "\n".join(rows) + "\n\n" + after


def thanks():
    question = pick(["Thanks", "Thank you", "Thank you!", "Great, thanks"])
    return question, pick(["You are welcome!", "My pleasure. Is there anything else?", f"Any time. Have a {pick(ADJECTIVES)} day!"])


def emoji():
    question = pick(["Say something nice", "Cheer me up", "Use some emoji", "Say hello in other languages"])
    answer = pick([
        "You are doing very well today! 🎉 Keep going, and do not forget to rest. 😊",
        "Hello, bonjour, hola, olá, привет, 你好, こんにちは, 안녕하세요, مرحبا! 👋 That is a lot of ways to say hello.",
        f"Here is a small sun for you: ☀️ and a tree 🌳 and a cat 🐈. Have a {pick(ADJECTIVES)} day! 🚀",
    ])
    return question, answer


# How often each kind of exchange comes, out of 100.
WEIGHTS = [(hello, 6), (how_are_you, 4), (who_are_you, 5), (what_is, 24), (story, 18), (steps, 14), (code, 16), (table, 6), (thanks, 3), (emoji, 4)]


def conversation():
    """One to three exchanges as [role, text] pairs, one in five with instructions at the head."""
    exchanges = [kind for kind, weight in WEIGHTS for _ in range(weight)]
    turns = []
    for _ in range(pick([1, 1, 1, 2, 2, 3])):
        question, answer = pick(exchanges)()
        turns += [["user", question], ["assistant", answer]]
    if random.random() < 0.2:
        instructions = pick([
            "You are a helpful assistant.",
            f"You are a {pick(ADJECTIVES)} assistant. Give {pick(ADJECTIVES)} answers.",
            "Answer in plain English.",
        ])
        turns.insert(0, ["system", instructions])
    return turns


if __name__ == "__main__":
    random.seed(7)
    conversations = [conversation() for _ in range(9000)]
    random.shuffle(conversations)
    with open("corpus.json", "w", encoding="utf-8") as file:
        json.dump(conversations, file, ensure_ascii=False)
    print(len(conversations), "conversations,", sum(len(text) for turns in conversations for _, text in turns), "characters")
