/** Where credentials come from for a real account; evaluated only for target aws. */
export { fromNodeProviderChain } from '@aws-sdk/credential-providers';
