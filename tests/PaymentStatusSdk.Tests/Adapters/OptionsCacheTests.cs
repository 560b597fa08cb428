using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Adapters;

public class OptionsCacheTests
{
    [Fact]
    public void Value_is_derived_again_only_for_another_instance_of_the_options()
    {
        var source = new ChangeableSource();
        var created = new List<KitOptions>();
        var cache = new OptionsCache<KitOptions, string>(source, options =>
        {
            created.Add(options);
            return $"value {created.Count}";
        });

        Assert.Empty(created);
        Assert.Equal(["value 1", "value 1"], [cache.Current, cache.Current]);
        source.Current = new KitOptions();
        Assert.Equal(["value 2", "value 2"], [cache.Current, cache.Current]);
        Assert.Same(source.Current, created[^1]);
    }

    private sealed class ChangeableSource : IGatewayOptionsSource<KitOptions>
    {
        public KitOptions Current { get; set; } = new();

        public string? ReloadError => null;
    }
}
