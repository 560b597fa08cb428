using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Dashboard.Figures;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Dashboard.Tests.DependencyInjection;

/// <summary>The services of the dashboard.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public async Task Services_are_added_once_however_often_the_method_is_called()
    {
        var services = new ServiceCollection().AddLogging();

        Assert.Same(services, services.AddPaymentStatusDashboard());
        services.AddPaymentStatusDashboard(options => options.ReadPolicy = "read");
        services.AddPaymentStatusDashboard(options => options.OperatorPolicy = "act");

        Type[] own = [typeof(StoreFigures), typeof(AttentionCounts), typeof(CheckRecorder), typeof(TimeProvider)];
        Assert.All(own, type =>
            Assert.Equal(ServiceLifetime.Singleton, Assert.Single(services, one => one.ServiceType == type).Lifetime));
        Assert.All(
            [typeof(IAntiforgery), typeof(IAuthorizationService)],
            type => Assert.Contains(services, one => one.ServiceType == type));
        await using var provider = services.BuildServiceProvider();
        Assert.Same(TimeProvider.System, provider.GetRequiredService<TimeProvider>());
        var set = provider.GetRequiredService<IOptions<PaymentStatusDashboardOptions>>().Value;
        Assert.Equal(("read", "act"), (set.ReadPolicy, set.OperatorPolicy));
        var hosted = Assert.Single(services, one =>
            one.ServiceType == typeof(IHostedService) && one.ImplementationFactory?.Method.ReturnType == typeof(CheckRecorder));
        Assert.Same(provider.GetRequiredService<CheckRecorder>(), hosted.ImplementationFactory!(provider));
    }

    [Fact]
    public async Task Clock_of_the_application_is_kept()
    {
        var time = new ManualTimeProvider(Sample.Now);
        await using var provider = new ServiceCollection().AddSingleton<TimeProvider>(time).AddPaymentStatusDashboard()
            .BuildServiceProvider();

        Assert.Same(time, provider.GetRequiredService<TimeProvider>());
        Assert.Null(provider.GetRequiredService<IOptions<PaymentStatusDashboardOptions>>().Value.ReadPolicy);
    }
}
