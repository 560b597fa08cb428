using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Relational.Coordination;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The result of a delivery, by the state of the mailbox.</summary>
public sealed class MailboxRulesTests
{
    private const int MaxMessages = 3;

    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Mailbox_expires_at_its_time(int ticks, bool hasExpired)
    {
        Assert.Equal(hasExpired, MailboxRules.HasExpired(Now.AddTicks(ticks), Now));
        Assert.Equal(hasExpired ? CallbackDelivery.NotOpen : CallbackDelivery.Delivered, Deliver(Now.AddTicks(ticks)));
    }

    [Fact]
    public void Message_without_a_mailbox_is_not_stored() => Assert.Equal(CallbackDelivery.NotOpen, Deliver(expiresAt: null));

    [Fact]
    public void Mailbox_that_is_not_open_is_neither_full_nor_has_the_message() =>
        Assert.Equal(CallbackDelivery.NotOpen, Deliver(Now, isWaiting: true, MaxMessages));

    [Theory]
    [InlineData(MaxMessages - 1, CallbackDelivery.Delivered)]
    [InlineData(MaxMessages, CallbackDelivery.Full)]
    [InlineData(MaxMessages + 1, CallbackDelivery.Full)]
    public void Mailbox_with_the_maximum_number_of_messages_is_full(int count, CallbackDelivery expected) =>
        Assert.Equal(expected, Deliver(Now.AddTicks(1), isWaiting: false, count));

    [Theory]
    [InlineData(1)]
    [InlineData(MaxMessages)]
    public void Message_that_already_waits_counts_as_delivered_even_when_the_mailbox_is_full(int count) =>
        Assert.Equal(CallbackDelivery.AlreadyWaiting, Deliver(Now.AddTicks(1), isWaiting: true, count));

    private static CallbackDelivery Deliver(DateTimeOffset? expiresAt, bool isWaiting = false, int count = 0) =>
        MailboxRules.Deliver(expiresAt, Now, isWaiting, count, MaxMessages);
}
