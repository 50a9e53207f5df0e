def soften(text: str, language: str) -> str:
    return text
