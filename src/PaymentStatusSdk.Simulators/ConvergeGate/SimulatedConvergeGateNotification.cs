using System.Security;
using System.Text;
using PaymentStatusSdk.Simulators.Notifications;

namespace PaymentStatusSdk.Simulators.ConvergeGate;

/// <summary>Builds 850 notifications (PROTOCOL.md of the ConvergeGate adapter) and reads their acknowledgement.</summary>
internal sealed class SimulatedConvergeGateNotification(ConvergeGateSimulatorOptions options)
{
    /// <summary>Returns the messages for one event: the notification, and the messages that the configured defects add.</summary>
    public IReadOnlyList<NotificationMessage> For(
        Uri url, SimulatedConvergeGateTransaction transaction, SimulatedConvergeGateTransaction? previous)
    {
        var defects = options.NotificationDefects;
        var state = transaction.State;
        if (defects.HasFlag(ConvergeGateNotificationDefects.AlteredState)) state = state == "CAPTURED" ? "DECLINED" : "CAPTURED";
        var message = Message(url, transaction, state);
        List<NotificationMessage> messages = [message];
        if (defects.HasFlag(ConvergeGateNotificationDefects.Duplicate)) messages.Add(message);
        if (defects.HasFlag(ConvergeGateNotificationDefects.OutOfOrder) && previous is not null)
            messages.Add(Message(url, previous, previous.State));
        return messages;
    }

    private NotificationMessage Message(Uri url, SimulatedConvergeGateTransaction transaction, string state)
    {
        var isForm = options.NotificationCarrier == RequestCarrier.Form;
        var xml = Xml(transaction, state);
        return new NotificationMessage(
            transaction.GateTransId,
            url,
            Encoding.UTF8.GetBytes(isForm ? "strdata=" + Uri.EscapeDataString(xml) : xml),
            isForm ? "application/x-www-form-urlencoded" : "application/xml; charset=utf-8",
            options.Redelivery,
            IsAccepted);
    }

    private string Xml(SimulatedConvergeGateTransaction transaction, string state)
    {
        var checksum = SimulatedConvergeGateChecksum.Of(
            options.ApiUser, options.ApiPassword, "850", transaction.MerchantTransId, transaction.Amount, transaction.CurCode,
            options.ApiKey);
        if (options.NotificationDefects.HasFlag(ConvergeGateNotificationDefects.BadChecksum)) checksum = new string('0', checksum.Length);
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><transaction>");
        Add("apiUser", options.ApiUser);
        Add("apiPassword", options.ApiPassword);
        Add("apiCmd", "850");
        Add("merchanttransid", transaction.MerchantTransId);
        Add("gatetransid", transaction.GateTransId);
        Add("amount", transaction.Amount);
        Add("curcode", transaction.CurCode);
        Add("state", state);
        Add("merchantspecific1", transaction.MerchantSpecific1);
        Add("merchantspecific2", transaction.MerchantSpecific2);
        Add("merchantspecific3", transaction.MerchantSpecific3);
        Add("merchantspecific4", transaction.MerchantSpecific4);
        Add("merchantspecific5", transaction.MerchantSpecific5);
        Add("checksum", checksum);
        return xml.Append("</transaction>").ToString();

        void Add(string name, string? value) =>
            xml.Append('<').Append(name).Append('>').Append(SecurityElement.Escape(value)).Append("</").Append(name).Append('>');
    }

    private bool IsAccepted(int status, ReadOnlyMemory<byte> head)
    {
        if (status != 200) return false;
        var start = head.Span.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0) return false;
        var answer = ConvergeGateMessage.Read(head[start..], root: null);
        if (answer is null) return false;
        var root = answer[""];
        if (root != "response" && (options.StrictAcknowledgementRoot || root != "transaction")) return false;
        return answer.GetValueOrDefault("result")?.Trim() == "OK";
    }
}
