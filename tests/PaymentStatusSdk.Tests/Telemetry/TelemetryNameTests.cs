using System.Reflection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Tests.Telemetry;

/// <summary>The names that dashboards and alarms depend on.</summary>
public sealed class TelemetryNameTests
{
    [Fact]
    public void Event_ids_names_and_tags_are_stable()
    {
        var events = typeof(ClientLog).GetMethods(BindingFlags.Static | BindingFlags.Public)
            .Select(method => (method.Name, Event: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(method => method.Event is not null)
            .OrderBy(method => method.Event!.EventId)
            .Select(method => $"{method.Event!.EventId} {method.Name} {method.Event.Level}");

        Assert.Equal(
            [
                "1001 UnmappedValue Warning", "1002 Mismatch Warning", "1003 Retrying Information", "1004 CircuitOpened Error",
                "1005 CircuitClosed Information", "1006 ReloadRefused Error", "1007 Reloaded Information", "1008 QueryFailed Warning",
                "1009 QueryAnswered Debug", "1010 Defect Error", "1011 DefectOutsideQuery Error", "1020 HandlerBrokeRule Error",
                "1201 Received Debug", "1202 Refused Warning", "1203 HandlerFailed Error", "1204 RanOutOfTime Error",
                "1205 Broke Error", "1206 NoHandler Warning", "1207 TooMany Error", "1208 CallbackDefect Error", "1220 Postponed Warning",
                "1221 RequiredAddressMissing Warning", "1222 AddressMissing Warning",
            ],
            events);
        Assert.Equal(("PaymentStatusSdk", "payment_status.get"), (PaymentStatusTelemetry.Name, PaymentStatusTelemetry.QueryActivity));
    }

    [Fact]
    public void Tag_values_are_the_enum_names()
    {
        Assert.All(Enum.GetValues<PaymentState>(), value => Assert.Equal(value.ToString(), EnumNames<PaymentState>.Of(value)));
        Assert.All(Enum.GetValues<LookupOutcome>(), value => Assert.Equal(value.ToString(), EnumNames<LookupOutcome>.Of(value)));
        Assert.All(Enum.GetValues<TransactionStatusErrorKind>(), value =>
            Assert.Equal(value.ToString(), EnumNames<TransactionStatusErrorKind>.Of(value)));
        Assert.Equal("Unknown", EnumNames<PaymentState>.Of((PaymentState)999));
        Assert.Equal("Unknown", EnumNames<PaymentState>.Of((PaymentState)(-1)));
    }
}
