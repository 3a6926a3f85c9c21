/** How one kind of resource is imported. */
interface Import {
  /** What the identifier is, as a sentence. */
  readonly identifier: string;
  readonly address: string;
  /** As typed in a shell. */
  readonly example: string;
}

const IMPORTS: Readonly<Record<string, Import>> = {
  tuneform_experiment: {
    identifier:
      'Give the name of the tuning job in force. It must carry the tags of the provider’s `owner`; the rest is read from it.',
    address: 'tuneform_experiment.digits',
    example: "'<tuning job name>'",
  },
  tuneform_endpoint: {
    identifier: 'Give the name of the endpoint. Its tag `tuneform:owner` must be the provider’s `owner`.',
    address: 'tuneform_endpoint.digits',
    example: 'digits',
  },
  tuneform_container_image: {
    identifier:
      'Give the URI of the image, with tag or digest. A registry does not know the folder an image was made from: the ' +
      'next plan shows an update that takes it from the configuration.',
    address: 'tuneform_container_image.training',
    example: "'123456789012.dkr.ecr.us-east-1.amazonaws.com/digits@sha256:<digest>'",
  },
};

/** The section `## Import` of a resource's page; nothing for a resource that cannot be imported. */
export function importSection(typeName: string, importable: boolean): readonly string[] {
  const told = IMPORTS[typeName];
  if ((told !== undefined) !== importable) {
    throw new Error(`${typeName}: what the reference says about import is not what the provider does.`);
  }
  if (told === undefined) return [];
  const { identifier, address, example } = told;
  return ['## Import', identifier, `\`\`\`shell\nterraform import ${address} ${example}\n\`\`\``];
}
