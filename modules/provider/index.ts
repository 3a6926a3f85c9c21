export { PROVIDER_ADDRESS, tuneformProvider } from './provider';
