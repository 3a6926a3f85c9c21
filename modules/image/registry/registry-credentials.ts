/** A user name and password for HTTP Basic authentication. */
export interface RegistryCredentials {
  readonly username: string;
  readonly password: string;
}

/**
 * Reads the `authorizationToken` of ECR's GetAuthorizationToken: base64 of `AWS:<password>`, valid for 12 hours.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_AuthorizationData.html
 */
export function ecrCredentials(authorizationToken: string): RegistryCredentials {
  const [username = '', ...password] = Buffer.from(authorizationToken, 'base64').toString('utf8').split(':');
  return { username, password: password.join(':') };
}
