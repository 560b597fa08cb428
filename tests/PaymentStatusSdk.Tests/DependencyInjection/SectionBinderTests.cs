using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.DependencyInjection;

/// <summary>The section that an adapter's Bind receives, and the report of its failures.</summary>
public sealed class SectionBinderTests
{
    [Fact]
    public void Section_without_errors_is_bound_itself()
    {
        IConfiguration? bound = null;
        var section = Section(("Endpoint", "https://gateway.example/"), ("Secret", "s"));
        using var services = Services(section, (from, options) =>
        {
            bound = from;
            from.Bind(options);
        });

        var source = services.GetRequiredKeyedService<IGatewayOptionsSource<KitOptions>>("cards");

        Assert.Equal("s", source.Current.Secret);
        Assert.Same(section, bound);
    }

    [Fact]
    public void Wrong_section_is_not_bound()
    {
        var bindings = 0;
        using var services = Services(Section(("Cards:Secret", "s")), (_, _) => bindings++);

        Assert.Throws<OptionsValidationException>(services.GetRequiredService<ITransactionStatusClient>);

        Assert.Equal(0, bindings);
    }

    [Fact]
    public void Each_value_that_cannot_be_converted_is_one_error() =>
        Assert.Equal(
            [
                "K:AttemptTimeout cannot be read: it must be a time such as 00:00:30.",
                "K:MaxRetries cannot be read: it must be a whole number.",
            ],
            ErrorsOf(("Endpoint", "https://gateway.example/"), ("Secret", "s"), ("AttemptTimeout", "soon"), ("MaxRetries", "some")));

    [Fact]
    public void Single_value_that_cannot_be_converted_is_one_error() =>
        Assert.Equal(
            ["K:MaxRetries cannot be read: it must be a whole number."],
            ErrorsOf(("Endpoint", "https://gateway.example/"), ("Secret", "s"), ("MaxRetries", "some")));

    [Fact]
    public void Setting_is_checked_although_an_unknown_key_is_the_start_of_its_name()
    {
        var errors = ErrorsOf(("Endpoint", "https://gateway.example/"), ("Secret", "s"), ("MaxRetrie", "1"), ("MaxRetries", "99"));

        Assert.Equal(["K:MaxRetrie is", "K:MaxRetries is"], errors.Select(error => string.Join(' ', error.Split(' ')[..2])));
    }

    [Fact]
    public void Value_below_an_unknown_key_is_not_bound()
    {
        var keys = new List<string>();
        var section = Section(("Secret", "s"), ("Other", "1"), ("Other:Inner", "1"));
        using var services = Services(
            section, (from, _) => keys.AddRange(from.AsEnumerable(makePathsRelative: true).Select(pair => pair.Key)));

        Assert.Throws<OptionsValidationException>(services.GetRequiredService<ITransactionStatusClient>);

        Assert.Equal(["Secret"], keys);
    }

    [Fact]
    public void Exception_of_Bind_that_no_single_key_causes_is_a_defect_of_the_adapter()
    {
        var section = Section(("Endpoint", "https://gateway.example/"), ("Secret", "s"));
        using var services = Services(section, (from, _) =>
        {
            if (from.GetChildren().Skip(1).Any()) throw new InvalidOperationException("canary");
        });

        var failure = Assert.Throws<OptionsValidationException>(services.GetRequiredService<ITransactionStatusClient>);

        Assert.Contains(
            "the adapter (PaymentStatusSdk.Tests) has a defect: Bind threw System.InvalidOperationException.", failure.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
    }

    private static IConfigurationSection Section(params (string Key, string? Value)[] settings) =>
        new ChangeableConfiguration([.. settings.Select(setting => ($"K:{setting.Key}", setting.Value))]).Root.GetSection("K");

    private static ServiceProvider Services(IConfiguration section, Action<IConfiguration, KitOptions> bind) => new ServiceCollection()
        .AddPaymentStatus(gateways => gateways.AddGateway("cards", section, configure: null, new GatewayRegistration<KitOptions>
        {
            Provider = "kit",
            CreateAdapter = _ => new KitAdapter(),
            Validator = new KitOptionsValidator(),
            Bind = bind,
        }))
        .BuildServiceProvider();

    private static string[] ErrorsOf(params (string Key, string? Value)[] settings)
    {
        using var services = Services(Section(settings), (from, options) => from.Bind(options));
        var failure = Assert.Throws<OptionsValidationException>(services.GetRequiredService<ITransactionStatusClient>);
        return failure.Message.Split(Environment.NewLine);
    }
}
