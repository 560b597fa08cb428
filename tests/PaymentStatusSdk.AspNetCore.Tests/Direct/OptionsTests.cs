namespace PaymentStatusSdk.AspNetCore.Tests.Direct;

public sealed class OptionsTests
{
    private const int MiB = 1024 * 1024;

    [Fact]
    public void Defaults_are_the_documented_ones()
    {
        var options = new PaymentStatusCallbackOptions();

        Assert.Equal(TimeSpan.FromSeconds(20), options.TimeLimit);
        Assert.Equal(TimeSpan.FromSeconds(5), options.FirstByteTimeLimit);
        Assert.Equal(TimeSpan.FromSeconds(10), options.BodyTimeLimit);
        Assert.Equal(33_554_432, options.MaxReceivingBytes);
    }

    [Theory]
    [InlineData(nameof(PaymentStatusCallbackOptions.TimeLimit))]
    [InlineData(nameof(PaymentStatusCallbackOptions.FirstByteTimeLimit))]
    [InlineData(nameof(PaymentStatusCallbackOptions.BodyTimeLimit))]
    public void Time_limit_is_from_1_second_to_5_minutes(string name)
    {
        var (shortest, longest, tick) = (TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), TimeSpan.FromTicks(1));

        Assert.True(IsMapped(name, shortest));
        Assert.True(IsMapped(name, longest));
        foreach (var value in new[] { -shortest, TimeSpan.Zero, shortest - tick, longest + tick })
        {
            var error = Assert.Throws<ArgumentException>(() => IsMapped(name, value));
            Assert.StartsWith(name + " is ", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Memory_for_bodies_is_from_1_MiB_to_1_GiB()
    {
        const string Name = nameof(PaymentStatusCallbackOptions.MaxReceivingBytes);

        Assert.True(IsMapped(Name, (long)MiB));
        Assert.True(IsMapped(Name, 1024L * MiB));
        foreach (var value in new[] { -1, 0, MiB - 1, (1024L * MiB) + 1 })
        {
            var error = Assert.Throws<ArgumentException>(() => IsMapped(Name, value));
            Assert.StartsWith(Name + " is ", error.Message, StringComparison.Ordinal);
        }
    }

    private static bool IsMapped(string setting, object value)
    {
        using var endpoint = new MappedEndpoint(
            new RecordingReceiver(),
            configure: options => typeof(PaymentStatusCallbackOptions).GetProperty(setting)!.SetValue(options, value));
        return endpoint.IsMapped;
    }
}
