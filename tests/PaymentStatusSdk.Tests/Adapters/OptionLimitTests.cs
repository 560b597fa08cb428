using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Adapters;

public sealed class OptionLimitTests
{
    private readonly OptionErrors _errors = new();

    [Fact]
    public void Only_the_first_error_of_an_option_is_kept()
    {
        _errors.Add("ApiKey", "first");
        _errors.Add("ApiKey", "second");
        _errors.Add("Endpoint", "third");

        Assert.Equal(["ApiKey", "Endpoint"], _errors.All.Select(error => error.Key));
        Assert.Equal(["first", "third"], _errors.All.Select(error => error.Text));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("1234", null)]
    [InlineData("12345", "has 5 characters; at most 4 are allowed.")]
    public void Text_is_accepted_up_to_its_maximum_length(string? value, string? error)
    {
        _errors.RequireLength("ApiKey", value, 4);

        AssertError("ApiKey", error);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void Number_is_accepted_from_its_minimum_to_its_maximum(int value, bool isAccepted)
    {
        _errors.RequireRange("Limit", value, 1, 4);

        AssertError("Limit", isAccepted ? null : $"is {value}; it must be from 1 to 4.");
    }

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(47, true)]
    [InlineData(48, true)]
    public void Time_of_days_is_explained_as_a_bare_number(int hours, bool isExplained)
    {
        _errors.RequireRange("Timeout", TimeSpan.FromHours(hours), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));

        var text = Assert.Single(_errors.All).Text;
        Assert.Equal(isExplained, text.Contains("A bare number counts days", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://gateway.example/v2", null)]
    [InlineData("http://localhost:5000/", null)]
    [InlineData("http://127.0.0.1:5000/", null)]
    [InlineData("http://gateway.example/", "has the scheme 'http': only https is allowed (http on loopback, for tests).")]
    [InlineData("ftp://localhost/", "has the scheme 'ftp': only https is allowed (http on loopback, for tests).")]
    [InlineData("https://u@gateway.example/", "has a user name or password in the address; use the options for credentials.")]
    [InlineData("v2/status", "is not an absolute address: start it with https://.")]
    [InlineData(null, "is missing: set it.")]
    public void Endpoint_is_encrypted_and_has_no_credentials(string? address, string? error)
    {
        _errors.RequireEndpoint("Endpoint", address is null ? null : new Uri(address, UriKind.RelativeOrAbsolute), "set it.");

        AssertError("Endpoint", error);
    }

    [Fact]
    public void Up_to_five_secrets_are_accepted()
    {
        _errors.RequireSecrets("Secrets", null);
        _errors.RequireSecrets("Secrets", []);
        _errors.RequireSecrets("Secrets", ["a", "b", "c", "d", "e"]);
        Assert.Empty(_errors.All);

        _errors.RequireSecrets("Secrets", ["a", "b", "c", "d", "e", "f"]);
        AssertError("Secrets", "has 6 items; at most 5 are allowed: remove those that are no longer used.");
    }

    [Theory]
    [InlineData(null, "has a blank value: remove it.")]
    [InlineData("", "has a blank value: remove it.")]
    [InlineData(" ", "has a blank value: remove it.")]
    [InlineData("b\n", "has a control character; check for a line break at its end, which is common in files of secrets.")]
    public void Each_secret_is_checked(string? secret, string error)
    {
        _errors.RequireSecrets("Secrets", ["a", secret]);

        AssertError("Secrets", error);
    }

    private void AssertError(string key, string? text)
    {
        if (text is null)
        {
            Assert.Empty(_errors.All);
            return;
        }

        var error = Assert.Single(_errors.All);
        Assert.Equal((key, text), (error.Key, error.Text));
    }
}
