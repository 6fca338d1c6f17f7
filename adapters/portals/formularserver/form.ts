/** What a form server adds to every form for its own use. */
export const ofTheForm = ['/formularId', '/formularVersion', '/mandant', '/einwilligung'];
