import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DeploymentSecrets } from '../config/deployment-secrets';
import { Environment } from '../config/environment';
import { type TenantId, tenantId } from '../tenancy/tenant-id';

/** Which sale of which organization a page explains. */
export interface LinkedSale {
  tenant: TenantId;
  saleId: string;
}

const ORGANIZATION_BYTES = 12;
const SALE_BYTES = 16;
/** Of its HMAC: nobody guesses 128 bits, and a QR code stays small. */
const SIGNATURE_BYTES = 16;
const CODE = /^[\w-]{59}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Makes and reads the codes by which a customer sees how the prices of a receipt came about: signed, so that no code leads to another sale. */
@Injectable()
export class PriceLinks {
  constructor(
    private readonly environment: Environment,
    private readonly secrets: DeploymentSecrets,
  ) {}

  /** Undefined for what has no id of its own: the return of an exchange. */
  codeOf({ tenant, saleId }: LinkedSale): string | undefined {
    if (!UUID.test(saleId)) return undefined;
    const content = Buffer.concat([Buffer.from(tenant, 'hex'), Buffer.from(saleId.replaceAll('-', ''), 'hex')]);
    return Buffer.concat([content, signatureOf(this.secrets.current, content)]).toString('base64url');
  }

  /** Where people read it; undefined where the deployment does not say by what address it is reached. */
  addressOf(sale: LinkedSale): string | undefined {
    const { publicUrl } = this.environment;
    const code = publicUrl && this.codeOf(sale);
    return code && `${publicUrl}${pathOf(code)}`;
  }

  /** Undefined where this deployment did not make it. */
  read(code: string): LinkedSale | undefined {
    if (!CODE.test(code)) return undefined;
    const bytes = Buffer.from(code, 'base64url');
    // Its last character has bits to spare: of two codes of one sale, one is not ours.
    if (bytes.toString('base64url') !== code) return undefined;
    const content = bytes.subarray(0, ORGANIZATION_BYTES + SALE_BYTES);
    const signature = bytes.subarray(content.length);
    if (signature.length !== SIGNATURE_BYTES) return undefined;
    if (!this.secrets.all.some((secret) => timingSafeEqual(signature, signatureOf(secret, content)))) return undefined;
    const [, ...parts] =
      /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(content.subarray(ORGANIZATION_BYTES).toString('hex')) ?? [];
    return { tenant: tenantId(content.subarray(0, ORGANIZATION_BYTES).toString('hex')), saleId: parts.join('-') };
  }
}

function signatureOf(secret: KeyObject, content: Buffer): Buffer {
  return createHmac('sha256', secret).update('price:').update(content).digest().subarray(0, SIGNATURE_BYTES);
}

export function pathOf(code: string): string {
  return `/api/explained-prices/${code}`;
}
