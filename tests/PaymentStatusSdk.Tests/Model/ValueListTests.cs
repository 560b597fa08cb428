using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Tests.Model;

public sealed class ValueListTests
{
    [Fact]
    public void Items_are_copied_and_a_value_list_is_reused()
    {
        var items = new List<int> { 1, 2 };
        var list = ValueList<int>.Of(items);
        items.Add(3);

        Assert.Equal([1, 2], list.AsEnumerable());
        Assert.Same(list, ValueList<int>.Of(list));
    }

    [Fact]
    public void Null_and_no_items_are_the_empty_list()
    {
        Assert.Same(ValueList<int>.Empty, ValueList<int>.Of(null));
        Assert.Same(ValueList<int>.Empty, ValueList<int>.Of([]));
        Assert.Empty(ValueList<int>.Empty);
    }

    [Fact]
    public void Lists_compare_item_by_item()
    {
        var list = ValueList<int>.Of([1, 2]);
        var same = ValueList<int>.Of([1, 2]);

        Assert.True(list.Equals(same));
        Assert.Equal(list.GetHashCode(), same.GetHashCode());
        Assert.False(list.Equals(ValueList<int>.Of([2, 1])));
        Assert.False(list.Equals(ValueList<int>.Of([1])));
        Assert.False(list.Equals(null));
    }
}
