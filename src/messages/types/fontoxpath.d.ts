/**
 * In place of the types that node-schematron's own types ask for: those pull in the whole DOM of a browser, whose
 * `fetch` is not Node's. Nothing of them is used here.
 */
export declare const registerCustomXPathFunction: unknown;
