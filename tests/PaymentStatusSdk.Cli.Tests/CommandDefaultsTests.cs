using PaymentStatusSdk.Cli.Payments;
using PaymentStatusSdk.Cli.Queries;
using PaymentStatusSdk.Cli.Trigger;

namespace PaymentStatusSdk.Cli.Tests;

/// <summary>The values of options that a command line leaves out.</summary>
public class CommandDefaultsTests
{
    private static readonly CliHost Host = new() { Out = TextWriter.Null, Error = TextWriter.Null, Folder = "." };

    [Fact]
    public void List_has_fifty_payments()
    {
        var parsed = ListCommand.Create(Host).Parse(Array.Empty<string>());

        Assert.Empty(parsed.Errors);
        Assert.Equal(50, parsed.GetValue<int>("--limit"));
    }

    [Fact]
    public void Watch_takes_two_minutes_with_the_standard_delays()
    {
        var parsed = WatchCommand.Create(Host).Parse("cards ORDER-1".Split(' '));

        Assert.Empty(parsed.Errors);
        Assert.Equal(
            (TimeSpan.FromMinutes(2), TimeSpan.Zero), (parsed.GetValue<TimeSpan>("--for"), parsed.GetValue<TimeSpan>("--every")));
    }

    [Fact]
    public void Watch_has_the_times_of_the_line()
    {
        var parsed = WatchCommand.Create(Host).Parse("cards ORDER-1 --for 1h --every 90s".Split(' '));

        Assert.Equal(
            (TimeSpan.FromHours(1), TimeSpan.FromSeconds(90)),
            (parsed.GetValue<TimeSpan>("--for"), parsed.GetValue<TimeSpan>("--every")));
    }

    [Fact]
    public void Trigger_calls_the_control_API_of_this_machine_and_sets_no_address()
    {
        var parsed = TriggerCommand.Create(Host).Parse("cards ORDER-1 captured".Split(' '));

        Assert.Empty(parsed.Errors);
        Assert.Equal(new Uri("http://127.0.0.1:7090"), parsed.GetValue<Uri>("--control"));
        Assert.Null(parsed.GetValue<Uri>("--notify-url"));
        Assert.False(parsed.GetValue<bool>("--force"));
    }
}
