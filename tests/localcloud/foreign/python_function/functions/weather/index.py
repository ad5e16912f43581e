import idna


def handler(event, context):
    return {"name": idna.encode("wetterstation-zürich.example").decode()}
