CREATE TABLE event (
    collection  text        NOT NULL,
    event_id    text        NOT NULL,
    action_name text        NOT NULL CHECK (action_name IN ('view', 'click', 'add_to_cart', 'purchase')),
    object_id   text        NOT NULL,
    client_id   text        NOT NULL,
    session_id  text,
    query_id    text,
    user_query  text,
    happened_at timestamptz NOT NULL,
    position    integer     CHECK (position >= 1),
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (collection, event_id)
);

COMMENT ON TABLE event IS 'What users did with items (User Behavior Insights); kept as sent, never changed';
COMMENT ON COLUMN event.collection IS 'Collection of the item';
COMMENT ON COLUMN event.event_id IS 'Names the event in its collection, so that sending it again counts once; made here if the sender gave none';
COMMENT ON COLUMN event.action_name IS 'What was done: view, click, add_to_cart or purchase';
COMMENT ON COLUMN event.object_id IS 'Id of the item';
COMMENT ON COLUMN event.client_id IS 'Who did it, the same over many sessions';
COMMENT ON COLUMN event.session_id IS 'The visit; null if unknown';
COMMENT ON COLUMN event.query_id IS 'The search whose answer showed the item; null if none did';
COMMENT ON COLUMN event.user_query IS 'What was searched for; null if nothing was';
COMMENT ON COLUMN event.happened_at IS 'When it happened, by the sender''s clock; when it arrived if the sender gave no time';
COMMENT ON COLUMN event.position IS 'Place at which the item was shown, from 1; null if unknown';
COMMENT ON COLUMN event.received_at IS 'When it was stored, by the database''s clock';

CREATE TABLE item_activity (
    collection  text   NOT NULL,
    object_id   text   NOT NULL,
    day         date   NOT NULL,
    action_name text   NOT NULL,
    count       bigint NOT NULL CHECK (count > 0),
    PRIMARY KEY (collection, object_id, day, action_name)
)
-- Counts of today change with every batch: room on the page lets such an update leave the index alone.
WITH (fillfactor = 80);

COMMENT ON TABLE item_activity IS 'Events counted by item, day and action, in the transaction that stores them; what popularity is computed from';
COMMENT ON COLUMN item_activity.collection IS 'Collection of the item';
COMMENT ON COLUMN item_activity.object_id IS 'Id of the item';
COMMENT ON COLUMN item_activity.day IS 'UTC day on which the events happened';
COMMENT ON COLUMN item_activity.action_name IS 'What was done: view, click, add_to_cart or purchase';
COMMENT ON COLUMN item_activity.count IS 'How many events, each event_id once';
