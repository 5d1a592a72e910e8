import{c as e,d as t,f as n,g as r,m as i,n as a,o,p as s,r as c,t as l,y as u}from"./styles.js";import{a as d,r as f}from"./actions.js";import{i as p}from"./live-host.js";import{i as m}from"./localize.js";import"./area-chart.js";import"./profit-bars.js";import{n as h,r as g}from"./spans.js";import{t as _}from"./records-filter.js";var v=24,y=class extends s{constructor(...e){super(...e),this.days=[]}render(){let{format:e}=this.ctx,t=new Map(this.days.map(e=>[String(e.start),e])),n=[...new Set([...t.keys()].map(e=>e.slice(0,7)))].reverse().slice(0,v),a=e.days({month:`long`,year:`numeric`}),o=e.days({weekday:`short`}),s=[0,1,2,3,4,5,6].map(e=>o(h(g(`2024-01-01`,e))));return r`${n.map(e=>r`<table>
        <caption>
          ${a(h(`${e}-01`))}
        </caption>
        <thead>
          <tr>
            ${s.map(e=>r`<th scope="col" class="soft">${e}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${b(e).map(e=>r`<tr>
              ${e.map(e=>r`<td>${e?this.renderDay(e,t.get(e)):i}</td>`)}
            </tr>`)}
        </tbody>
      </table>`)}`}renderDay(t,n){let{format:a}=this.ctx,o=n&&(Number(n.profit)||n.trades)?n.profit:void 0;return r`<span class="soft">${Number(t.slice(8))}</span>
      <span class="number ${e(o)}">${o===void 0?i:a.number(o,2,!0)}</span>`}static{this.styles=[l,u`
      :host {
        display: grid;
        gap: 16px;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr));
      }
      table {
        border-collapse: collapse;
        table-layout: fixed;
        width: 100%;
      }
      caption {
        font-weight: 500;
        padding-bottom: 4px;
        text-align: start;
      }
      th {
        font-size: 12px;
        font-weight: 400;
      }
      td {
        border: 1px solid var(--th-line);
        font-size: 12px;
        height: 44px;
        overflow: hidden;
        padding: 2px 4px;
        vertical-align: top;
      }
      td span {
        display: block;
      }
    `]}};c([n({attribute:!1})],y.prototype,`ctx`,void 0),c([n({attribute:!1})],y.prototype,`days`,void 0),y=c([a(`tradehook-profit-calendar`)],y);function b(e){let t=`${e}-01`,n=(h(t).getUTCDay()+6)%7,r=[];for(let i=g(t,-n);i.slice(0,7)<=e;i=g(i,7))r.push([0,1,2,3,4,5,6].map(e=>g(i,e)).map(t=>t.startsWith(e)?t:void 0));return r}var x=[`day`,`week`,`month`],S=[`bot`,`market`,`side`,`tag`,`weekday`,`hour`],C=class extends s{constructor(...e){super(...e),this.accounts=[],this.stamp=``,this.markets=[],this.tags=[],this.period=`day`,this.calendar=!1,this.grouping=`bot`,this.error=``,this.loads=0,this.periodName=(e,t)=>{let{t:n,format:r}=this.ctx,i=h(String(e.start));if(this.period===`month`)return r.days({month:t?`long`:`short`,year:`numeric`})(i);let a=r.days(t?{dateStyle:`full`}:{day:`numeric`,month:`short`})(i);return t&&this.period===`week`?n(`results.week_from`,{day:a}):a},this.clockName=(e,t)=>{let{format:n}=this.ctx,r=Number(e.start);return this.grouping===`hour`?t?`${T(r)}:00 – ${T((r+1)%24)}:00`:T(r):n.days({weekday:t?`long`:`short`})(new Date(Date.UTC(2024,0,1+r)))}}updated(e){e.has(`stamp`)&&this.filter&&this.load(this.filter.asked)}async load(e){let{api:t}=this.ctx;this.asked=e;let n=++this.loads;try{let r=this.calendar?`day`:this.period,[i,{markets:a,tags:o}]=await Promise.all([t.results({...e,period:r}),t.recordFilters()]);if(n!==this.loads)return;[this.results,this.markets,this.tags,this.error]=[i,a,o,``]}catch(e){n===this.loads&&(this.error=p(e))}}again(){this.asked&&this.load(this.asked)}render(){let{t:e}=this.ctx,{results:t}=this;return r`<tradehook-records-filter
        positions
        .ctx=${this.ctx}
        .accounts=${this.accounts}
        .markets=${this.markets}
        .tags=${this.tags}
        @tradehook-filter=${e=>void this.load(e.detail)}
      ></tradehook-records-filter>
      ${this.error?r`<p class="card note error" role="alert">${this.error}</p>`:i}
      ${t===void 0?r`<p class="empty soft" role="status">${this.error?i:e(`common.loading`)}</p>`:t.length?t.map(e=>this.renderResults(e)):r`<div class="card empty">
              <h2>${e(`results.none`)}</h2>
              <p class="soft">${e(`results.none_next`)}</p>
            </div>`}`}renderResults(t){let{t:n,format:i}=this.ctx,a=(e,n=!0)=>i.money(e,t.currency,n),o=e=>e===null?`–`:`${i.number(e,2)} %`,s=m(n,`account_type`,t.account_type);return r`<section class="card" data-results=${`${t.account_type}-${t.currency}`} aria-label=${`${t.currency}, ${s}`}>
      <header>
        <div>
          <span class="soft">${n(`results.profit`)}</span>
          <strong class="number ${e(t.profit)}" data-fact="profit">${a(t.profit)}</strong>
        </div>
        <span class="chip">${s}</span>
      </header>
      <dl>
        ${this.fact(`trades`,i.number(t.trades))}
        ${this.fact(`win_rate`,o(t.win_rate))}
        ${this.fact(`profit_factor`,i.number(t.profit_factor,2))}
        ${this.fact(`expectancy`,a(t.expectancy),e(t.expectancy))}
        ${this.fact(`expectancy_r`,t.expectancy_r===null?`–`:`${i.number(t.expectancy_r,2,!0)} R`,e(t.expectancy_r))}
        ${this.fact(`max_drawdown`,t.max_drawdown===null?`–`:a(t.max_drawdown,!1))}
        ${this.fact(`max_drawdown_percentage`,o(t.max_drawdown_percentage))}
        ${this.fact(`average_win`,a(t.average_win),e(t.average_win))}
        ${this.fact(`average_loss`,a(t.average_loss),e(t.average_loss))}
        ${this.trade(`best`,t,t.best)} ${this.trade(`worst`,t,t.worst)}
        ${this.fact(`average_duration`,i.duration(t.average_duration))}
        ${this.fact(`fees`,a(t.fees,!1))}
        ${this.fact(`funding`,a(t.funding),e(t.funding))}
      </dl>
      ${this.renderProfits(t)} ${this.renderCurve(t)} ${this.renderGroups(t)}
    </section>`}fact(e,t,n=``){return r`<div>
      <dt class="soft">${this.ctx.t(`results.${e}`)}</dt>
      <dd class="number ${n}" data-fact=${e}>${t}</dd>
    </div>`}trade(t,{currency:n},i){let{t:a,format:s}=this.ctx;if(!i)return this.fact(t,`–`);let c=d(i);return r`<div>
      <dt class="soft">${a(`results.${t}`)}</dt>
      <dd data-fact=${t}>
        <span class="number ${e(i.profit)}">${s.money(i.profit,n,!0)}</span>
        <a href=${`/tradehook${c}`} @click=${f(this.ctx,c)}>${o(i.symbol)} ${a(`side.${i.side}`)}</a>
      </dd>
    </div>`}renderProfits({periods:e,currency:t}){let{t:n}=this.ctx;return r`<div class="head">
        <h3>${n(`results.by_period`)}</h3>
        <div class="segments" role="group" aria-label=${n(`results.period`)}>
          ${x.map(e=>r`<button aria-pressed=${String(!this.calendar&&e===this.period)} @click=${()=>this.show(e,!1)}>
              ${n(`results.${e}`)}
            </button>`)}
          <button aria-pressed=${String(this.calendar)} @click=${()=>this.show(`day`,!0)}>${n(`results.calendar`)}</button>
        </div>
      </div>
      ${this.calendar?r`<tradehook-profit-calendar .ctx=${this.ctx} .days=${e}></tradehook-profit-calendar>`:r`<tradehook-profit-bars
            .ctx=${this.ctx}
            .bars=${e}
            .currency=${t}
            .called=${this.periodName}
            .label=${n(`results.bars`,{count:e.length})}
          ></tradehook-profit-bars>`}`}show(e,t){this.period=e,this.calendar=t,this.again()}renderCurve({curve:e,currency:t}){let{t:n,format:a}=this.ctx,[o]=e;if(!o||e.length<2)return i;let s=[[o[0]*1e3-1e3,0],...e.map(([e,t])=>[e*1e3,Number(t)])],c=s.map(([,e])=>e);return r`<h3>${n(`results.curve`)}</h3>
      <tradehook-area-chart
        .points=${s}
        .format=${a}
        .currency=${t}
        .label=${n(`results.curve_of`,{currency:t,low:a.number(Math.min(...c),2),high:a.number(Math.max(...c),2)})}
      ></tradehook-area-chart>`}renderGroups(e){let{t}=this.ctx,{grouping:n}=this,i=n===`weekday`||n===`hour`;return r`<div class="head">
        <h3>${t(`results.by`)}</h3>
        <div class="segments" role="group" aria-label=${t(`results.by`)}>
          ${S.map(e=>r`<button aria-pressed=${String(e===n)} @click=${()=>this.grouping=e}>
              ${t(`results.by_${e}`)}
            </button>`)}
        </div>
      </div>
      ${i?r`<tradehook-profit-bars
            .ctx=${this.ctx}
            .bars=${w(e[`by_${n}`],n===`hour`?24:7)}
            .currency=${e.currency}
            .called=${this.clockName}
            .label=${t(`results.by_${n}`)}
          ></tradehook-profit-bars>`:this.renderTable(e[`by_${n}`],e.currency)}`}groupName(e){let{t}=this.ctx;return this.grouping===`side`?t(`side.${e.key}`):this.grouping===`market`?o(e.name):this.grouping===`tag`&&!e.key?t(`results.no_tag`):this.grouping===`bot`&&e.name===e.key?t(`positions.removed_bot`):e.name}renderTable(t,n){let{t:i,format:a}=this.ctx;return r`<div class="scroll" tabindex="0" role="region" aria-label=${i(`results.by`)}>
      <table>
        <thead>
          <tr>
            <th scope="col">${i(`results.by_${this.grouping}`)}</th>
            ${[`profit`,`trades`,`win_rate`,`profit_factor`,`expectancy`,`fees`,`funding`].map(e=>r`<th scope="col" class="end">${i(`results.${e}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${t.map(t=>r`<tr data-group=${t.key}>
              <th scope="row">${this.groupName(t)}</th>
              <td class="number ${e(t.profit)}">${a.money(t.profit,n,!0)}</td>
              <td class="number">${t.trades}</td>
              <td class="number">${t.win_rate===null?`–`:`${a.number(t.win_rate,0)} %`}</td>
              <td class="number">${a.number(t.profit_factor,2)}</td>
              <td class="number ${e(t.expectancy)}">${a.number(t.expectancy,2,!0)}</td>
              <td class="number">${a.number(t.fees,2)}</td>
              <td class="number">${a.number(t.funding,2,!0)}</td>
            </tr>`)}
        </tbody>
      </table>
    </div>`}static{this.styles=[l,u`
      section {
        margin-bottom: 16px;
        padding: 16px;
      }
      header,
      .head {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        justify-content: space-between;
      }
      strong {
        display: block;
        font-size: 28px;
        font-weight: 400;
      }
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(130px, 1fr));
        margin: 16px 0 0;
      }
      dt {
        font-size: 12px;
      }
      dd {
        margin: 2px 0 0;
      }
      dd a {
        color: var(--th-link);
        display: block;
        font-size: 12px;
      }
      h3 {
        margin: 24px 0 8px;
      }
      .segments {
        display: flex;
        max-width: 100%;
        overflow-x: auto;
      }
      .segments button + button {
        border-inline-start: 0;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        font-size: 14px;
        width: 100%;
      }
      th,
      td {
        border-top: 1px solid var(--th-line);
        padding: 8px 12px 8px 0;
        text-align: end;
      }
      thead th {
        border: 0;
        color: var(--th-soft);
        font-size: 12px;
        font-weight: 400;
        white-space: nowrap;
      }
      th:first-child {
        font-weight: 500;
        text-align: start;
      }
      .note {
        margin: 0 0 16px;
        padding: 16px;
      }
    `]}};c([n({attribute:!1})],C.prototype,`ctx`,void 0),c([n({attribute:!1})],C.prototype,`accounts`,void 0),c([n()],C.prototype,`stamp`,void 0),c([t()],C.prototype,`results`,void 0),c([t()],C.prototype,`markets`,void 0),c([t()],C.prototype,`tags`,void 0),c([t()],C.prototype,`period`,void 0),c([t()],C.prototype,`calendar`,void 0),c([t()],C.prototype,`grouping`,void 0),c([t()],C.prototype,`error`,void 0),c([_(`tradehook-records-filter`)],C.prototype,`filter`,void 0),C=c([a(`tradehook-results`)],C);function w(e,t){let n=new Map(e.map(e=>[Number(e.start),e]));return Array.from({length:t},(e,t)=>n.get(t)??{start:t,profit:`0`,trades:0,wins:0})}function T(e){return String(e).padStart(2,`0`)}export{C as ResultsView,w as filled};