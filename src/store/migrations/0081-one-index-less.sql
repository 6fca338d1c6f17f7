-- What an office answers to is found by the message's own index on its UUID.
drop index delivery_by_message;
