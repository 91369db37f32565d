import { Dialog } from '../../../components/dialog';
import { PinForm } from '../../../components/pin-form';
import { useT } from '../../../lib/texts';
import { type Permission, useApproval, useApprovers } from '../api/approvals';
import type { Approval } from '../machine/open-sale';

interface ApprovalDialogProps {
  permission: Permission;
  /** The id of the sale or shift it is allowed for. */
  subject: string;
  /** What it comes to, as the one who allows it reads it; it stands in the log too. */
  about: string;
  onApproved(approval: Omit<Approval, 'upToCents'>): void;
  onClose(): void;
}

/** Somebody who may do it types a PIN over the cashier's shoulder, and what was begun goes on. */
export function ApprovalDialog({ permission, subject, about, onApproved, onClose }: ApprovalDialogProps) {
  const t = useT();
  const approvers = useApprovers(permission);
  const approval = useApproval();
  return (
    <Dialog title={t(`approve.${permission}`)} size="sm" onClose={onClose}>
      <PinForm
        people={approvers.data?.items}
        kept="till.approver.1"
        nobody={t('approve.nobody')}
        about={about || t('approve.who')}
        action={t('approve.allow')}
        pending={approval.isPending}
        error={approval.error ?? approvers.error}
        onPin={async (approverId, pin) => {
          const { approval: token } = await approval.mutateAsync({
            ...{ permission, subject, pin, approverId },
            ...(about && { reason: about.slice(0, 200) }),
          });
          onApproved({ permission, approval: token });
        }}
      />
    </Dialog>
  );
}
