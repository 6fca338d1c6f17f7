/** What the checks have to know of the world. The catalogue provides it; its `Regions` and `Catalogue` fit as they are. */
export interface KnownWorld {
  readonly regions: {
    find(key: string): KnownRegion | undefined;
    nearest(text: string): readonly KnownRegion[];
    members(ars: string): readonly KnownRegion[];
    isMunicipality(region: KnownRegion): boolean;
  };
  readonly services: { list(): readonly KnownService[] };
}

interface KnownService {
  readonly id: string;
  readonly deliveryMode: string;
  readonly attachments: readonly { readonly id: string }[];
}

export interface KnownRegion {
  readonly ars: string;
  readonly name: string;
  readonly type: string;
}
