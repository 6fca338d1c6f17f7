-- Whose operator it is, where a gateway serves several networks. Empty: the network that has the subject.
alter table api_key add column network_id text;
