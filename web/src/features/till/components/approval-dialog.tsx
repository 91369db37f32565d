import { Dialog } from '../../../components/dialog';
import { PinForm } from '../../../components/pin-form';
import { useT } from '../../../lib/texts';
import { type Permission, useApproval, useApprovers } from '../api/approvals';
import type { Approval } from '../machine/open-sale';

interface ApprovalDialogProps {
  permission: Permission;
  /** The id of the sale or shift it is allowed for. */
  subject: string;
  onApproved(approval: Approval): void;
  onClose(): void;
}

/** Somebody who may do it types a PIN over the cashier's shoulder, and what was begun goes on. */
export function ApprovalDialog({ permission, subject, onApproved, onClose }: ApprovalDialogProps) {
  const t = useT();
  const approvers = useApprovers(permission);
  const approval = useApproval();
  return (
    <Dialog title={t(`approve.${permission}`)} size="sm" onClose={onClose}>
      <PinForm
        people={approvers.data?.items}
        kept="till.approver.1"
        nobody={t('approve.nobody')}
        about={t('approve.who')}
        action={t('approve.allow')}
        pending={approval.isPending}
        error={approval.error ?? approvers.error}
        onPin={async (approverId, pin) => {
          const { approval: token } = await approval.mutateAsync({ permission, subject, pin, approverId });
          onApproved({ permission, approval: token });
        }}
      />
    </Dialog>
  );
}
