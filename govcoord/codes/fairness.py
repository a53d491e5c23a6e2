"""GC490-GC498: what figures reveal about a scorecard that is written without fault."""

from __future__ import annotations

from govcoord.codes.base import Code

CODES: tuple[Code, ...] = (
    Code(
        "GC490",
        "warning",
        (
            "`{id}` scores {score} for all {count} subjects, so its weight of {weight} tells nobody apart",
            "raise what is demanded, or give its weight to indicators that differ",
        ),
        (
            "全部 {count} 个对象的 `{id}` 得分都是 {score}，它的 {weight} 权重区分不出任何对象",
            "请提高要求，或把权重让给有差别的指标",
        ),
        (
            "全部 {count} 個對象的 `{id}` 得分都是 {score}，它的 {weight} 權重區分不出任何對象",
            "請提高要求，或把權重讓給有差別的指標",
        ),
    ),
    Code(
        "GC491",
        "note",
        (
            "no place and no grade changes while the weight of `{id}` goes from {low} to {high}",
            "the dispute about its weight is about nothing here",
        ),
        (
            "`{id}` 的权重从 {low} 变到 {high}，名次和等次都不变",
            "就这批数值而言，这项权重之争没有实际影响",
        ),
        (
            "`{id}` 的權重從 {low} 變到 {high}，名次和等次都不變",
            "就這批數值而言，這項權重之爭沒有實際影響",
        ),
    ),
    Code(
        "GC492",
        "warning",
        (
            "`{id}`: {count} subjects rest on fewer than {least} cases ({subjects})",
            "declare `minimum_sample` and `below_minimum`: a few cases more or less decide here",
        ),
        (
            "`{id}`：{count} 个对象的样本不足 {least} 件（{subjects}）",
            "请写明 `minimum_sample` 和 `below_minimum`：几件之差就能左右这里的得分",
        ),
        (
            "`{id}`：{count} 個對象的樣本不足 {least} 件（{subjects}）",
            "請寫明 `minimum_sample` 和 `below_minimum`：幾件之差就能左右這裡的得分",
        ),
    ),
    Code(
        "GC493",
        "warning",
        (
            "`{id}` ({weight} of the whole) is moved by whoever is appraised alone, and nobody else measures it",
            "write `evaluator: independent`, or lower its weight",
        ),
        (
            "`{id}`（占全表 {weight}）由被考核者自己左右，又没有他人测评",
            "请写 `evaluator: independent`，或降低权重",
        ),
        (
            "`{id}`（占全表 {weight}）由被考核者自己左右，又沒有他人測評",
            "請寫 `evaluator: independent`，或降低權重",
        ),
    ),
    Code(
        "GC494",
        "warning",
        (
            "`{id}`: {count} subjects score higher without a figure than with the median one ({subjects})",
            "not to report must not pay: choose another `missing`",
        ),
        (
            "`{id}`：{count} 个对象不报数值反而比报中位数得分高（{subjects}）",
            "不报不应占便宜，请改用其他 `missing`",
        ),
        (
            "`{id}`：{count} 個對象不報數值反而比報中位數得分高（{subjects}）",
            "不報不應佔便宜，請改用其他 `missing`",
        ),
    ),
    Code(
        "GC495",
        "warning",
        (
            "bonus items can bring {points} points, more than the heaviest indicator: `{id}` brings {most}",
            "set a lower `cap` for the bonus",
        ),
        (
            "加分最多可达 {points} 分，超过权重最大的指标 `{id}`（{most} 分）",
            "请为加分设较低的封顶 `cap`",
        ),
        (
            "加分最多可達 {points} 分，超過權重最大的指標 `{id}`（{most} 分）",
            "請為加分設較低的封頂 `cap`",
        ),
    ),
    Code(
        "GC496",
        "warning",
        (
            "`{id}` and `{other}` move together ({coefficient}'s coefficient {r} over {count} subjects): what they share counts twice",
            "leave one of the two out, or let them share one weight in a group",
        ),
        (
            "`{id}` 与 `{other}` 同升同降（{count} 个对象的 {coefficient} 相关系数为 {r}），相同的部分算了两次",
            "请只留其一，或放进同一组共用一份权重",
        ),
        (
            "`{id}` 與 `{other}` 同升同降（{count} 個對象的 {coefficient} 相關係數為 {r}），相同的部分算了兩次",
            "請只留其一，或放進同一組共用一份權重",
        ),
    ),
    Code(
        "GC497",
        "warning",
        (
            "`{better}` is at least as good as `{worse}` in everything and stands lower",
            "look for a method that turns, or a quota that splits equals",
        ),
        (
            "`{better}` 各项都不低于 `{worse}`，名次或等次却更低",
            "请检查换算方法是否有拐点，或限额是否拆散了同分者",
        ),
        (
            "`{better}` 各項都不低於 `{worse}`，名次或等次卻更低",
            "請檢查換算方法是否有拐點，或限額是否拆散了同分者",
        ),
    ),
    Code(
        "GC498",
        "warning",
        (
            "`{id}` has {weight} of the weight and pulls against the total ({share} of the differences between subjects)",
            "check its direction: whoever does well here tends to come out low",
        ),
        (
            "`{id}` 占 {weight} 权重，却与总分相背（对象之间差异的 {share}）",
            "请检查方向：这一项好的对象总分反而低",
        ),
        (
            "`{id}` 佔 {weight} 權重，卻與總分相背（對象之間差異的 {share}）",
            "請檢查方向：這一項好的對象總分反而低",
        ),
    ),
)
