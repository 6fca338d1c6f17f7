/**
 * Addresses of the service, without versions. They may change: let operators override each. Sources: the OpenAPI
 * documents of the Submission API (v1, 2022) and the Routing API, and public clients (v2, 2026).
 */
export const environments = {
  test: {
    tokenUrl: 'https://auth-testing.fit-connect.fitko.dev/token',
    submissionApi: {
      v1: 'https://submission-api-testing.fit-connect.fitko.dev',
      v2: 'https://test.fit-connect.fitko.dev/submission-api',
    },
    routingApi: 'https://routing-api-testing.fit-connect.fitko.dev',
  },
  stage: {
    tokenUrl: 'https://auth-refz.fit-connect.fitko.net/token',
    submissionApi: {
      v1: 'https://submission-api-refz.fit-connect.niedersachsen.de',
      v2: 'https://stage.fit-connect.fitko.net/submission-api',
    },
    // STAGE has none of its own.
    routingApi: 'https://routing-api-testing.fit-connect.fitko.dev',
  },
  production: {
    tokenUrl: 'https://auth-prod.fit-connect.fitko.net/token',
    submissionApi: {
      v1: 'https://submission-api-prod.fit-connect.niedersachsen.de',
      v2: 'https://prod.fit-connect.fitko.net/submission-api',
    },
    routingApi: 'https://routing-api-prod.fit-connect.fitko.net',
  },
} as const;
