import { receiptDocument } from '@liquor-pos/domain/receipts/receipt-document';
import { RECEIPT_TEXTS, type ReceiptLanguage } from '@liquor-pos/domain/receipts/receipt-texts';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { notFound } from '../errors/domain-error';
import { PriceLinks } from '../explained-prices/price-links';
import type { Mail } from '../mail/mailer';
import { OrganizationProfile } from '../organization-profile/organization-profile.schema';
import { KeptPicture } from '../pictures/picture.schema';
import { SalesService } from '../sales/sales.service';
import { Store } from '../store-directory/store.schema';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import type { ReceiptDto, ReceiptQueryDto } from './dto/receipt.dto';
import { escposReceipt } from './escpos-receipt';
import { htmlReceipt } from './html-receipt';
import { pdfReceipt } from './pdf-receipt';
import { type PrintedLogo, printedLogo } from './printed-logo';
import { type ReceiptLine, receiptLines } from './receipt-lines';
import { textReceipt } from './text-receipt';

/** A receipt in one of its forms. */
export type RenderedReceipt = { type: string; content: ReceiptDto | string | Buffer; fileName?: string };

/** The receipt of a sale or return: one document, and four ways to show it. */
@Injectable()
export class ReceiptsService {
  constructor(
    @InjectModel(Store.name, TENANT) private readonly stores: Model<Store>,
    @InjectModel(OrganizationProfile.name, TENANT) private readonly profiles: Model<OrganizationProfile>,
    @InjectModel(KeptPicture.name, TENANT) private readonly logos: Model<KeptPicture>,
    private readonly sales: SalesService,
    private readonly links: PriceLinks,
    private readonly current: CurrentTenant,
  ) {}

  /** @throws DomainError `sale_not_found` */
  async render(actor: Actor, saleId: string, query: ReceiptQueryDto): Promise<RenderedReceipt> {
    actor.require('sale.read');
    const { format, language, columns } = query;
    const { receipt, lines, receiptNumber } = await this.setOut(actor, saleId, language, query.copy === 'true');
    if (format === 'json') return { type: 'application/json', content: receipt };
    const { number } = receipt;
    switch (format) {
      case 'html':
        return { type: 'text/html; charset=utf-8', content: await htmlReceipt(lines, number, language) };
      case 'pdf':
        return {
          type: 'application/pdf',
          content: await pdfReceipt(lines, number),
          fileName: `${receiptNumber}.pdf`,
        };
      case 'escpos': {
        const bytes = await escposReceipt(lines, { columns, opensDrawer: query.drawer === 'true' });
        return { type: 'application/octet-stream', content: Buffer.from(bytes), fileName: `${receiptNumber}.bin` };
      }
    }
  }

  /** A receipt as a mail to the customer. @throws DomainError `sale_not_found` */
  async mail(actor: Actor, saleId: string, language: ReceiptLanguage): Promise<Omit<Mail, 'to' | 'messageId'>> {
    actor.require('sale.read');
    const { receipt, lines: own, receiptNumber, exchanged } = await this.setOut(actor, saleId, language, false);
    // What came back for it is on another receipt, and so may be the credit for the rest.
    const back = exchanged ? (await this.setOut(actor, exchanged.id, language, false)).lines.filter(isNoLogo) : [];
    const lines: ReceiptLine[] = [...own, ...(back.length > 0 ? [{ kind: 'rule' } as const] : []), ...back];
    const title = `${receipt.organizationName} · ${receipt.number}`;
    const content = await pdfReceipt(lines, receipt.number);
    return {
      subject: title,
      text: textReceipt(lines),
      // Few readers of mails show a picture that comes within the text.
      html: await htmlReceipt(lines.filter(isNoLogo), title, language),
      attachment: { filename: `${receiptNumber}.pdf`, content, contentType: 'application/pdf' },
    };
  }

  private async setOut(actor: Actor, saleId: string, language: ReceiptLanguage, isCopy: boolean) {
    const sale = await this.sales.get(actor, saleId);
    const [store, organization] = await Promise.all([
      this.stores.findById(new Types.ObjectId(sale.storeId)).lean(),
      this.profiles.findOne().lean(),
    ]);
    if (!store || !organization) throw notFound('sale');
    const locale = `${language}-US`;
    const currency = new Intl.NumberFormat(locale, { style: 'currency', currency: organization.currency });
    const clock = { dateStyle: 'medium', timeStyle: 'short', timeZone: store.timezone } as const;
    const money = (cents: number) => plain(currency.format(cents / 100));
    const receipt = receiptDocument(sale, {
      organizationName: organization.name,
      store: store.receipt,
      language,
      at: plain(new Intl.DateTimeFormat(locale, clock).format(sale.at)),
      isCopy,
      money,
    });
    return {
      receipt,
      lines: receiptLines(receipt, money, {
        logo: organization.logo ? await this.logo(organization._id) : undefined,
        link: sale.kind === 'sale' ? this.linkOf(sale.id, language) : undefined,
      }),
      receiptNumber: sale.receiptNumber,
      exchanged: sale.exchanged,
    };
  }

  private linkOf(saleId: string, language: ReceiptLanguage) {
    const url = this.links.addressOf({ tenant: this.current.id, saleId });
    return url === undefined ? undefined : ({ kind: 'link', text: RECEIPT_TEXTS[language].explained, url } as const);
  }

  private async logo(id: Types.ObjectId): Promise<PrintedLogo | undefined> {
    // Not lean: the driver's own type of binary is none that is read.
    const kept = await this.logos.findById(id);
    return kept ? printedLogo(kept.webp) : undefined;
  }
}

function isNoLogo({ kind }: ReceiptLine): boolean {
  return kind !== 'logo';
}

/** Narrow spaces and the like, as languages have them, are none that printers know. */
function plain(text: string): string {
  return text.replace(/\s/gu, ' ');
}
