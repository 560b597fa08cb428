using System.Net.Http.Headers;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Adapters;

public sealed class OptionErrorsTests
{
    public static TheoryData<string, string> Unfit => new()
    {
        { "hunter2\n", "control character" },
        { "hunter2\r\nX-Injected: 1", "control character" },
        { "\thunter2", "control character" },
        { "hunter2\u007f", "control character" },
        { "hunter2\u0085", "control character" },
        { "hunter2ä", "outside ASCII" },
        { "hunter2\u00a0", "outside ASCII" },
        { "\ufeffhunter2", "outside ASCII" },
        { "hunter2\U0001F511", "outside ASCII" },
        { " hunter2", "space" },
        { "hunter2 ", "space" },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void Text_that_no_header_can_carry_is_rejected_without_quoting_it(string value, string expected)
    {
        var errors = new OptionErrors();

        errors.RequireHeaderValue("ApiKey", value);

        var error = Assert.Single(errors.All);
        Assert.Equal("ApiKey", error.Key);
        Assert.Contains(expected, error.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("live_abc-DEF+/=~!\"#$%&'()*,.:;<>?@[]^`{|}")]
    [InlineData("two words")]
    public void Text_that_a_header_can_carry_is_accepted_and_a_missing_one_is_left_to_RequireText(string? value)
    {
        var errors = new OptionErrors();

        errors.RequireHeaderValue("ApiKey", value);

        Assert.Empty(errors.All);
        if (string.IsNullOrWhiteSpace(value)) return;
        using var request = new HttpRequestMessage();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", value);
        Assert.Equal($"Bearer {value}", request.Headers.NonValidated["Authorization"].ToString());
    }
}
