using Microsoft.AspNetCore.Components.Web;

namespace Supervisor.Web.Features.Floor;

/// <summary>The keys of the grid.</summary>
public sealed partial class FloorGrid
{
    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (_column is not null && await HeadKeyAsync(key)) return;
        if (MayPick && Selects(key)) return;
        var last = Board.Lines.Count - 1;
        if (last < 0) return;
        var at = Standing?.Index ?? -1;
        int? to = key.Key switch
        {
            "ArrowDown" => at + 1,
            "ArrowUp" when at > 0 => at - 1,
            "PageDown" => at + _pageRows,
            "PageUp" => at - _pageRows,
            "Home" => 0,
            "End" => last,
            _ => null,
        };
        if (to is { } index) await GoAsync(Board.Lines[Math.Clamp(index, 0, last)], extend: key.ShiftKey && MayPick);
        else if (key.Key == "ArrowUp") Enter(Layout.Columns[1]);
        else if (Standing is FloorGroup group) FoldBy(key.Key, group);
        else if (Standing is FloorRow row && key.Key == "Enter") await OnOpen.InvokeAsync(row);
        else if (Standing is FloorRow member && key.Key == "ArrowLeft" && Board.GroupOf(member) is { } head) await GoAsync(head, extend: false);
        else if (IsMenuKey(key) && Actions is not null && Standing is FloorRow active) await Actions.OpenAsync(active.Id);
    }

    /// <summary>Keys while the keyboard stands in the head: left and right choose a column, Enter sorts by it, down leads back to the rows.</summary>
    private async Task<bool> HeadKeyAsync(KeyboardEventArgs key)
    {
        var at = _column is null ? -1 : Layout.Columns.IndexOf(_column);
        switch (key.Key)
        {
            case "ArrowRight": Enter(Layout.Columns[Math.Min(at + 1, Layout.Columns.Length - 1)]); return true;
            case "ArrowLeft": Enter(Layout.Columns[Math.Max(at - 1, 0)]); return true;
            case "Enter" or " ": await SortAsync(_column!, key.ShiftKey); return true;
            case "ArrowUp": return true;
            default: Enter(null); return key.Key != "ArrowDown" || Standing is not null;
        }
    }

    private void FoldBy(string key, FloorGroup group)
    {
        if (key == "Enter") FoldAsync(group);
        else if (key is "ArrowLeft" or "ArrowRight") Board.Fold(group, key == "ArrowLeft");
        Pump.Flush();
    }

    /// <summary>Space picks the line the keyboard stands on, Ctrl+A all. Esc is floor.js's business: it closes what lies on top first.</summary>
    private bool Selects(KeyboardEventArgs key)
    {
        if (key.Key is "a" or "A" && (key.CtrlKey || key.MetaKey)) Board.SelectAll();
        else if (key.Key == " " && Standing is FloorRow row) Board.Toggle(row);
        else if (key.Key == " " && Standing is FloorGroup group) Board.Toggle(group);
        else return false;
        Pump.Flush();
        return true;
    }

    private static bool IsMenuKey(KeyboardEventArgs key) =>
        key.Key == "ContextMenu" || key is { Key: "F10", ShiftKey: true } || key is { Key: "a", CtrlKey: false, AltKey: false, MetaKey: false };

    private Task GoAsync(IFloorLine line, bool extend)
    {
        if (extend) Board.SelectTo(Standing, line);
        else Board.EndRange();
        return MoveAsync(line);
    }
}
