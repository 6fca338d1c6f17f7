import type { DataPath } from '../findings.ts';
import type { MessageDefinition } from './message.ts';
import type { MessageRule } from './message-rule.ts';
import { splitPath } from './paths.ts';
import { type AnyNode, chosenOption, groupScopes, leafValues } from './walk.ts';

/** The schemas accept an empty text; the receiver does not. */
export function obligatoryText<Content>({ root }: Pick<MessageDefinition<Content>, 'root'>): MessageRule<Content> {
  return {
    id: 'xoev-pflichttext',
    severity: 'error',
    text: {
      de: 'Ein Pflichttext ist nicht leer; der Empfänger wiese die Nachricht sonst zurück (S030).',
      en: 'An obligatory text is not empty; the receiver would send the message back (S030).',
    },
    source: { de: 'XMeld 26.11, Rückweisungsgrund S030', en: 'XMeld 26.11, return reason S030' },
    breaches: (content) => root.children.flatMap((child) => emptyTexts(child, content, [])),
  };
}

function emptyTexts(node: AnyNode, scope: unknown, at: DataPath): DataPath[] {
  switch (node.kind) {
    case 'code':
      return [];
    case 'text': {
      if (node.optional || 'constant' in node.source) return [];
      const path = [...at, ...splitPath(node.source.path)];
      return leafValues(node, scope).flatMap((value, index) =>
        typeof value === 'string' && value.trim() === '' ? [node.max > 1 ? [...path, index] : path] : [],
      );
    }
    case 'group': {
      const path = node.path === undefined ? at : [...at, ...splitPath(node.path)];
      const repeated = node.path !== undefined && node.max > 1;
      return groupScopes(node, scope).flatMap((inner, index) =>
        node.children.flatMap((child) => emptyTexts(child, inner, repeated ? [...path, index] : path)),
      );
    }
    case 'choice': {
      const option = chosenOption(node, scope);
      return option === undefined ? [] : emptyTexts(option, scope, at);
    }
  }
}
