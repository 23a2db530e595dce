"""What people did with records, and who, in their chatter."""


def tell(records, text):
    """Nobody is notified.

    :param records: of a model with a chatter
    :param str text: what the user did
    """
    records._message_log_batch(bodies=dict.fromkeys(records.ids, text))
