/** What an address of a repository in ECR is made of. */
export interface RepositoryPlace {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  readonly name: string;
}

/**
 * Returns the address of a repository in ECR, which images are pushed to and pulled from. The regions in China have a domain of their
 * own: https://docs.aws.amazon.com/general/latest/gr/ecr.html
 */
export function repositoryAddress({ account, region, name }: RepositoryPlace): string {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `${account}.dkr.ecr.${region}.${domain}/${name}`;
}
