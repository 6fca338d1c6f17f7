import { type Language, wordIn } from '../../findings.ts';
import type { Pack } from '../contract.ts';
import { answerSection } from './answers.ts';
import { appendices } from './appendices.ts';
import type { ContractDocument, Shown, Words } from './blocks.ts';
import { historySection, openSection, signatureSection } from './closing.ts';
import { listSection } from './code-lists.ts';
import { courseSection } from './course.ts';
import { fieldSection } from './fields.ts';
import { formSection } from './form.ts';
import { messageSection } from './message.ts';
import { purposeSection } from './purpose.ts';
import { receiptSection } from './receipt.ts';
import { replySection } from './replies.ts';
import { ruleSection } from './rules.ts';
import { sampleSection } from './samples.ts';
import { transportSection } from './transport.ts';

/** The contract as people read and sign it. */
export function writeDocument(pack: Pack, language: Language, shown: Shown): ContractDocument {
  const words: Words = {
    language,
    say: (wording) => wordIn(wording, language),
    t: (de, en) => wordIn({ de, en }, language),
  };
  return {
    language,
    title: words.t(`Schnittstellenvertrag: ${pack.service.name}`, `Interface contract: ${pack.service.name}`),
    subtitle: `${pack.authority.name} · ${pack.destination.name} · ${pack.message.id} · ${pack.date} · Zustellwerk ${pack.gateway}`,
    blocks: [
      purposeSection,
      courseSection,
      messageSection,
      formSection,
      fieldSection,
      listSection,
      ruleSection,
      transportSection,
      receiptSection,
      answerSection,
      replySection,
      sampleSection,
      historySection,
      openSection,
      signatureSection,
    ]
      .flatMap((section) => section(pack, words))
      .concat(appendices(pack, words, shown)),
  };
}
