/** Metadata of a submission, as far as both versions agree or this library reads them. */
export interface Metadata {
  readonly $schema?: string;
  readonly contentStructure: {
    /** Optional in 1.x. */
    readonly data?: {
      readonly hash: MetadataHash;
      readonly submissionSchema: { readonly schemaUri: string; readonly mimeType: DataMimeType };
    };
    readonly attachments: readonly MetadataAttachment[];
  };
  /** 1.x. */
  readonly publicServiceType?: { readonly identifier: string; readonly name?: string; readonly description?: string };
  readonly replyChannel?: Readonly<Record<string, unknown>>;
  /** 2.x. */
  readonly dataSets?: readonly { readonly dataSetId: string; readonly hash: MetadataHash; readonly content: unknown }[];
  readonly [member: string]: unknown;
}

export type DataMimeType = 'application/json' | 'application/xml';

export interface MetadataHash {
  readonly type: 'sha512';
  readonly content: string;
}

export interface MetadataAttachment {
  readonly attachmentId: string;
  readonly hash: MetadataHash;
  readonly purpose: 'form' | 'attachment' | 'report' | 'data';
  readonly mimeType: string;
  readonly filename?: string;
  readonly description?: string;
  readonly fragments?: readonly string[];
}
