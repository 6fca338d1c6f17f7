import type { Bilingual } from '../delivery/exchange.ts';
import type { SimulatorSettings } from './settings.ts';
import type { Target } from './target.ts';
import { startFolder } from './targets/folder.ts';
import { startHttps } from './targets/https.ts';
import { startMail } from './targets/mail.ts';
import { startPolling } from './targets/polling.ts';
import { startReturnCode } from './targets/return-code.ts';
import { startRobot } from './targets/robot.ts';
import { startSftp } from './targets/sftp.ts';
import { startSoap } from './targets/soap.ts';
import { startTwoCalls } from './targets/two-calls.ts';
import { startUploadForm } from './targets/upload-form.ts';
import { startWebdav } from './targets/webdav.ts';
import { startXta } from './targets/xta.ts';

/** A simulated target as a product: started by the kit, by `zustellwerk simulate` and by whoever wants to try. */
export interface Simulator {
  readonly summary: Bilingual;
  /** Names of its calls, as its scripts use them. */
  readonly steps: readonly string[];
  start(settings?: SimulatorSettings): Promise<Target>;
}

export const simulators = {
  https: {
    summary: {
      de: 'nimmt XML per POST und antwortet mit einer Quittung (Adapter xoev-https)',
      en: 'takes XML by POST and answers with a receipt (adapter xoev-https)',
    },
    steps: ['post'],
    start: startHttps,
  },
  polling: {
    summary: {
      de: 'nimmt XML per POST, die Quittung ist später abzuholen (Adapter kfz-https-abholquittung)',
      en: 'takes XML by POST; the receipt has to be fetched later (adapter kfz-https-abholquittung)',
    },
    steps: ['post', 'receipt'],
    start: startPolling,
  },
  'two-calls': {
    summary: {
      de: 'reserviert eine Nummer und nimmt XML dorthin; Quittung als JSON (Adapter gewerbe-rest-zweischritt)',
      en: 'reserves a number and takes XML to it; the receipt is JSON (adapter gewerbe-rest-zweischritt)',
    },
    steps: ['reserve', 'put'],
    start: startTwoCalls,
  },
  'upload-form': {
    summary: {
      de: 'nimmt XML mit einem Webformular und antwortet mit Textzeilen (Adapter gewerbe-formular-textquittung)',
      en: 'takes XML by a web form and answers with lines of text (adapter gewerbe-formular-textquittung)',
    },
    steps: ['upload'],
    start: startUploadForm,
  },
  'return-code': {
    summary: {
      de: 'nimmt XML in einem JSON-Umschlag und antwortet mit einem Rückgabecode (Adapter kfz-json-rueckgabecode)',
      en: 'takes XML in a JSON envelope and answers with a return code (adapter kfz-json-rueckgabecode)',
    },
    steps: ['call'],
    start: startReturnCode,
  },
  soap: {
    summary: {
      de: 'nimmt XML in einem SOAP-1.1-Umschlag und antwortet mit einer Quittung im Rumpf (Adapter meldewesen-soap-quittung)',
      en: 'takes XML in a SOAP 1.1 envelope and answers with a receipt in the body (adapter meldewesen-soap-quittung)',
    },
    steps: ['call'],
    start: startSoap,
  },
  webdav: {
    summary: {
      de: 'ein WebDAV-Ordner, in dem die Quittung später liegt (Adapter meldewesen-webdav-quittungsdatei)',
      en: 'a WebDAV folder in which the receipt lies later (adapter meldewesen-webdav-quittungsdatei)',
    },
    steps: ['put', 'move', 'look'],
    start: startWebdav,
  },
  folder: {
    summary: {
      de: 'holt XML aus einem Austauschordner und legt Quittungen hinein (Adapter ordner)',
      en: 'fetches XML from an exchange folder and puts receipts into it (adapter ordner)',
    },
    steps: ['fetch'],
    start: startFolder,
  },
  sftp: {
    summary: {
      de: 'derselbe Austauschordner hinter einem SFTP-Server (Adapter ordner)',
      en: 'the same exchange folder behind an SFTP server (adapter ordner)',
    },
    steps: ['put', 'fetch'],
    start: startSftp,
  },
  robot: {
    summary: {
      de: 'ein Roboter, der Ordner mit Vorgängen hinter einem SFTP-Server abarbeitet (Adapter roboter)',
      en: 'a robot that works through folders of cases behind an SFTP server (adapter roboter)',
    },
    steps: ['put', 'work'],
    start: startRobot,
  },
  mail: {
    summary: {
      de: 'ein Mailserver mit TLS und das Postfach dahinter (Adapter mail)',
      en: 'a mail server with TLS and the mailbox behind it (adapter mail)',
    },
    steps: ['mail'],
    start: startMail,
  },
  xta: {
    summary: {
      de: 'ein XTA-2-Server, nach unserem Modell (Adapter xta)',
      en: 'an XTA 2 server, by our model of it (adapter xta)',
    },
    steps: ['sendMessage'],
    start: startXta,
  },
} satisfies Readonly<Record<string, Simulator>>;

export type SimulatorName = keyof typeof simulators;
