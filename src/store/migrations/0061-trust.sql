-- How the applicant of a submission is known, and that a signed assertion of it is used once.

alter table submission
  add column trust jsonb,                   -- level, method, what the service asks for, whose word; never personal data
  add column assertion bytea;               -- SHA-256 of issuer and jti

create unique index submission_assertion on submission (assertion) where assertion is not null;
