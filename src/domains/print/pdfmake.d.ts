/**
 * What is used of pdfmake. Its own types pull in the DOM of a browser, whose `fetch` is not Node's.
 */
declare module 'pdfmake' {
  interface Pdfmake {
    addFonts(fonts: Record<string, Record<'normal' | 'bold', string>>): void;
    setUrlAccessPolicy(allows: (url: string) => boolean): void;
    setLocalAccessPolicy(allows: (path: string) => boolean): void;
    createPdf(definition: object): { getBuffer(): Promise<Buffer> };
  }
  const pdfmake: Pdfmake;
  export default pdfmake;
}
