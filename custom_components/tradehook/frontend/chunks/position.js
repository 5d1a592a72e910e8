import{c as e,d as t,f as n,g as r,m as i,n as a,o,p as s,r as c,t as l,u,y as d}from"./styles.js";import{c as f,d as p,f as m,i as h,l as g,o as _,t as v,u as y}from"./actions.js";import{i as b}from"./live-host.js";import{i as x}from"./localize.js";import{t as S}from"./working.js";import{c as C,i as w,n as T,o as E,r as ee,s as te,t as ne}from"./candles.js";import{i as D,n as O,r as k,t as A}from"./chart.js";import{f as j,i as M,n as N,o as P,s as F,u as I}from"./position-row.js";import{t as L}from"./sentence.js";import{n as R,r as z,t as B}from"./worth.js";var V=class extends s{constructor(...e){super(...e),this.note=``,this.tags=``,this.busy=!1,this.error=``,this.stored=``,this.save=async()=>{let{api:e,say:t,t:n}=this.ctx;await S(this,async()=>{let r=this.tags.split(`,`).map(e=>e.trim()).filter(Boolean),i=await e.setNote(this.position,this.note,r);this.position={...this.position,...i},t(n(`note.saved`))})}}willUpdate(e){let{position:t}=this,n=`${t.position_id}\n${t.tags.join(`, `)}\n${t.note}`;n!==this.stored&&(this.stored=n,this.note=t.note,this.tags=t.tags.join(`, `))}render(){let{t:e,admin:t}=this.ctx,{position:n}=this;if(!t)return n.note||n.tags.length?r`<section class="card">
            <h3>${e(`note.title`)}</h3>
            <p>${n.tags.map(e=>r`<span class="chip">${e}</span> `)}</p>
            <p class="text">${n.note}</p>
          </section>`:i;let a=this.note!==n.note||this.tags!==n.tags.join(`, `);return r`<section class="card" data-note>
      <h3>${e(`note.title`)}</h3>
      <label class="labelled">
        <span>${e(`note.note`)}</span>
        <textarea class="field" rows="2" maxlength="2000" .value=${this.note} @input=${e=>this.note=H(e)}></textarea>
      </label>
      <label class="labelled">
        <span>${e(`note.tags`)}</span>
        <input class="field" .value=${this.tags} @input=${e=>this.tags=H(e)} />
      </label>
      ${this.error?r`<p class="error" role="alert">${this.error}</p>`:i}
      <button class="button outlined" ?disabled=${this.busy||!a} @click=${this.save}>
        ${e(this.busy?`common.working`:`note.save`)}
      </button>
    </section>`}static{this.styles=[l,d`
      section {
        display: grid;
        gap: 12px;
        padding: 16px;
      }
      .button {
        justify-self: start;
      }
      .text {
        white-space: pre-wrap;
      }
      p {
        margin: 0;
      }
    `]}};c([n({attribute:!1})],V.prototype,`ctx`,void 0),c([n({attribute:!1})],V.prototype,`position`,void 0),c([t()],V.prototype,`note`,void 0),c([t()],V.prototype,`tags`,void 0),c([t()],V.prototype,`busy`,void 0),c([t()],V.prototype,`error`,void 0),V=c([a(`tradehook-position-note`)],V);function H(e){return e.target.value}var re=d`
  :host {
    display: block;
    min-width: 0;
  }
  section {
    overflow: hidden;
    padding: 16px;
  }
  section.full {
    --chart-height: 100%;
    border: 0;
    border-radius: 0;
    color: var(--primary-text-color);
    display: flex;
    flex-direction: column;
    height: 100dvh;
    inset: 0;
    margin: 0;
    max-height: none;
    max-width: none;
    position: fixed;
    width: 100vw;
    z-index: 10;
  }
  .full tradehook-chart {
    flex: 1;
    min-height: 0;
  }
  .bar {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    margin-bottom: 8px;
  }
  .tools {
    display: flex;
    gap: 4px;
    margin-inline-start: auto;
  }
  .tool {
    background: none;
    border: 1px solid var(--th-line);
    border-radius: 18px;
    color: var(--th-link);
    cursor: pointer;
    font-size: 13px;
    min-height: 32px;
    padding: 2px 12px;
  }
  .segments {
    display: flex;
  }
  .segments button {
    border-inline-start-width: 0;
    font-size: 13px;
    min-height: 32px;
    padding: 2px 10px;
    white-space: nowrap;
  }
  .segments button:first-child {
    border-inline-start-width: 1px;
  }
  .draft {
    align-items: center;
    border-top: 1px solid var(--th-line);
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    justify-content: space-between;
    margin-top: 8px;
    padding-top: 8px;
    scroll-margin-bottom: 96px; /* above the bar of actions */
  }
  .draft p {
    align-items: baseline;
    display: flex;
    flex: 1 1 240px;
    flex-wrap: wrap;
    gap: 2px 12px;
    margin: 0;
  }
  .draft .number {
    white-space: normal;
  }
  .small {
    font-size: 12px;
  }
  .buttons {
    display: flex;
    gap: 4px;
    margin-inline-start: auto;
  }
  .note {
    margin: 0;
    padding: 8px 0 0;
  }
  @media (max-width: 700px) {
    section {
      padding: 12px;
    }
    .bar h3 {
      flex: 1;
    }
    .segments {
      order: 1;
      width: 100%;
    }
    .segments button {
      flex: 1;
      min-height: 36px;
      padding: 2px 0;
    }
    .tool {
      min-height: 36px;
    }
  }
`,U=[],W=new Map,G=150,K=.98,q=4,J=class extends s{constructor(...e){super(...e),this.fills=[],this.volumes=W,this.older=U,this.more=!1,this.failed=``,this.full=!1,this.refused=``,this.busy=!1,this.askingOlder=!1,this.oldest=!1,this.asked=0,this.fetchOlder=async({detail:e})=>{if(this.askingOlder||this.oldest||this.more)return;let{following:t}=this,{account:n,symbol:r}=this.position;this.askingOlder=!0;try{let i=await this.ctx.api.olderCandles(n,r,this.interval??60,e);if(this.following!==t)return;this.failed=i.failed??``,this.oldest=!i.candles.length,this.older=[...i.candles.filter(([t])=>t<e),...this.older],this.volumes=new Map([...i.volumes.map(([e,t])=>[e,Number(t)]),...this.volumes])}catch(e){if(this.following!==t)return;this.failed=b(e),this.oldest=!0}finally{this.following===t&&(this.askingOlder=!1)}},this.again=()=>{this.unfollow(),this.follow()},this.switchFit=()=>{this.fit=this.fitting===`levels`?`price`:`levels`},this.switchFull=async()=>{this.full=!this.full,await this.updateComplete,this.full&&this.renderRoot.querySelector(`[data-chart]`)?.showPopover?.()},this.onKey=e=>{e.key===`Escape`&&this.full&&!e.defaultPrevented&&(e.preventDefault(),this.switchFull())},this.addStop=()=>{let{t:e}=this.ctx,{side:t,mark_price:n,entry_price:r,price_tick:i}=this.position,a=Number(n??r);if(!a)return;let o=D(a*(t===`long`?K:1.02),i);this.move({level:{kind:`stop`,name:e(`level.stop`),price:``,key:{is:`stop`}},price:o})},this.confirm=async()=>{let{draft:e,plan:t,position:n}=this;if(e&&t&&!this.busy&&!this.refused){this.busy=!0;try{let r=[];e.level.key?.is===`close`?await this.ctx.api.close(n,{order_type:`limit`,price:e.price}):{warnings:r}=await this.ctx.api.modify(n,A(e,t,n)),this.ctx.tell(this.ctx.t(`exits.done`),r),this.busy=!1,this.forget()}catch(e){this.refused=b(e)}finally{this.busy=!1}}},this.forget=()=>{clearTimeout(this.timer),this.timer=void 0,this.asked++,this.draft=this.risk=void 0,this.refused=``},this.showDraft=async()=>{await this.updateComplete,this.renderRoot.querySelector(`[data-draft]`)?.scrollIntoView({block:`nearest`})},this.toConfirm=()=>{this.renderRoot.querySelector(`.confirm`)?.focus()}}connectedCallback(){super.connectedCallback(),window.addEventListener(`keydown`,this.onKey),this.hasUpdated&&this.follow()}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener(`keydown`,this.onKey),this.unfollow(),this.forget()}willUpdate(e){let t=e.get(`position`);e.has(`position`)&&t?.position_id!==this.position.position_id&&(this.interval=T(this.position),this.fit=void 0,this.forget()),this.draft&&!this.busy&&!this.lines.some(e=>this.isSame(e))&&this.forget(),this.follow()}async follow(){let{account:e,symbol:t,opened_at:n,closed_at:r}=this.position,i=`${e} ${t} ${this.interval} ${n} ${r}`;if(this.following!==i&&this.isConnected){this.unfollow(),this.following=i;try{let a=await this.ctx.api.market(e,t,this.interval??60,e=>{this.following===i&&(this.candles=w(this.candles??U,e),this.volumes=te(this.volumes,e),e.candles&&(this.more=e.more??!1,this.failed=e.failed??``))},E(n,r));this.following===i?this.end=a:a()}catch(e){this.following===i&&(this.failed=b(e))}}}unfollow(){this.end?.(),this.end=this.following=this.candles=void 0,this.volumes=W,this.older=U,this.oldest=this.askingOlder=!1,this.failed=``}get known(){return C(this.older,this.candles??U)}get lines(){let e=g(this.ctx.t,this.position),{draft:t}=this;return t?.level.key?.is===`stop`&&!e.some(e=>e.key?.is===`stop`)&&e.push(t.level),e}isSame(e){return JSON.stringify(e.key)===JSON.stringify(this.draft?.level.key)}get movable(){let{status:e}=this.position;return this.ctx.admin&&this.plan!==void 0&&!v.has(e)}get fitting(){if(this.fit)return this.fit;let e=(this.candles??U).slice(-120).flatMap(([,,e,t])=>[Number(e),Number(t)]);if(!e.length)return`levels`;let t=Math.max(...e)-Math.min(...e),n=[...e,...this.lines.filter(e=>!e.filled).map(e=>Number(e.price))];return Math.max(...n)-Math.min(...n)>q*t&&this.candles.length>20?`price`:`levels`}render(){let{t:e,format:t}=this.ctx,{position:n}=this,a=n.closed_at!==null,s=ee(this.candles,a,this.more),c=`${o(n.symbol)} ${e(`side.${n.side}`)}`,l=this.fitting;return r`<section
      class="card ${this.full?`full`:``}"
      data-chart
      popover=${this.full?`manual`:i}
      @level-moved=${e=>this.move(e.detail)}
      @drag-cancelled=${this.forget}
      @drag-confirms=${this.toConfirm}
      @drag-ends=${this.showDraft}
    >
      <div class="bar">
        <h3>${this.full?c:e(`position.chart`)}</h3>
        <div class="segments" role="group" aria-label=${e(`position.interval`)}>
          ${ne.map(t=>r`<button
              type="button"
              aria-pressed=${String(t===this.interval)}
              @click=${()=>this.interval=t}
            >
              ${e(`position.interval_${t}`)}
            </button>`)}
        </div>
        <span class="tools">
          ${this.movable&&n.no_stop&&!this.draft?r`<button type="button" class="tool" @click=${this.addStop}>${e(`chart.add_stop`)}</button>`:i}
          <button
            type="button"
            class="tool"
            title=${e(`chart.fit_${l===`levels`?`price`:`levels`}_means`)}
            @click=${this.switchFit}
          >
            ${e(`chart.fit_${l===`levels`?`price`:`levels`}`)}
          </button>
          <button type="button" class="tool" aria-pressed=${String(this.full)} @click=${this.switchFull}>
            ${e(this.full?`chart.leave_full`:`chart.full`)}
          </button>
        </span>
      </div>
      <tradehook-chart
        .t=${e}
        .candles=${this.known}
        .volumes=${this.volumes}
        @older-wanted=${this.fetchOlder}
        .levels=${this.lines}
        .draft=${this.draft}
        .movable=${this.movable}
        .fit=${l}
        .anchor=${n.entry_price??n.mark_price}
        .marks=${y(e,this.fills)}
        .interval=${this.interval??60}
        .tick=${n.price_tick}
        .format=${t}
        .label=${e(`position.chart_of`,{name:c})}
        .empty=${s&&!(this.failed&&s!==`loading`)?e(s===`loading`?`common.loading`:`position.chart_${s}`):``}
      ></tradehook-chart>
      ${this.draft?this.renderDraft(this.draft):i} ${this.renderFailed()} ${this.renderEarlier()}
    </section>`}renderDraft({level:e,price:t}){let{t:n,format:a}=this.ctx,{position:o,risk:s}=this,c=this.refused,l=e=>e===void 0?`…`:e===null?n(`plan.unbounded`):Number(e)<0?n(`chart.sure`,{profit:a.money(e.replace(`-`,``),o.quote,!0)}):`−${a.money(e,o.quote)}`,u=e.price===``,d=a.price(t,o.price_tick);return r`<div class="draft" role="group" aria-label=${n(`chart.draft`)} data-draft>
      <p aria-live="polite">
        <b>${e.name}</b>
        <span class="number">${u?``:`${a.price(e.price,o.price_tick)} → `}${d} ${o.quote}</span>
        ${c?r`<span class="error" role="alert">${c}</span>`:r`<span>
              ${n(`chart.worst_loss`)}
              <span class="number">${l(s?.now)} → <b class=${Number(s?.after)>0?`loss`:`profit`} data-worst>${l(s?.after)}</b></span>
            </span>`}
        <span class="soft small">
          ${O({level:e,price:t},o)?n(`chart.frees`):i}
          ${n(`purse.${o.account_type}`)} · ${o.account_name}
        </span>
      </p>
      <span class="buttons">
        <button type="button" class="button plain" ?disabled=${this.busy} @click=${this.forget}>${n(`common.cancel`)}</button>
        <button
          type="button"
          class="button confirm"
          ?disabled=${this.busy||!!c||!s}
          @click=${this.confirm}
        >
          ${n(`chart.confirm`,{name:e.name})}
        </button>
      </span>
    </div>`}renderFailed(){let{t:e}=this.ctx;return this.failed?r`<p class="note" role="status" data-failed>
      ${e(`position.chart_failed`,{reason:this.failed})}
      <button type="button" class="button plain" @click=${this.again}>${e(`chart.again`)}</button>
    </p>`:i}renderEarlier(){let{t:e,format:t}=this.ctx,n=this.known[0]?.[0];if(n===void 0)return i;let a=new Date(n*1e3).toISOString();return this.fills.some(e=>Date.parse(e.time)<n*1e3)?r`<p class="note soft" data-earlier>${e(`position.chart_earlier`,{time:t.time(a)})}</p>`:i}move({level:e,price:t}){if(this.busy)return;let n=this.draft&&this.isSame(e);if(this.draft={level:n?this.draft.level:e,price:t},n||(this.risk=void 0),this.refused=``,k(this.draft,this.position)){let t=this.ctx.format.price(this.position.mark_price,this.position.price_tick);this.refused=this.ctx.t(`chart.over_market`,{name:e.name,price:t}),this.asked++,clearTimeout(this.timer),this.timer=void 0}else this.timer??=setTimeout(()=>{this.timer=void 0,this.judge()},G)}async judge(){let{draft:e,plan:t,position:n}=this;if(!e||!t)return;let r=++this.asked,i=e.level.key?.is===`close`;try{let a=await this.ctx.api.checkChanges(n,i?{}:A(e,t,n));r===this.asked&&(this.risk=a)}catch(e){if(r!==this.asked)return;this.refused=b(e)}}get chart(){return this.renderRoot.querySelector(`tradehook-chart`)}static{this.styles=[l,re]}};c([n({attribute:!1})],J.prototype,`ctx`,void 0),c([n({attribute:!1})],J.prototype,`position`,void 0),c([n({attribute:!1})],J.prototype,`fills`,void 0),c([n({attribute:!1})],J.prototype,`plan`,void 0),c([t()],J.prototype,`candles`,void 0),c([t()],J.prototype,`volumes`,void 0),c([t()],J.prototype,`older`,void 0),c([t()],J.prototype,`more`,void 0),c([t()],J.prototype,`failed`,void 0),c([t()],J.prototype,`interval`,void 0),c([t()],J.prototype,`fit`,void 0),c([t()],J.prototype,`full`,void 0),c([t()],J.prototype,`draft`,void 0),c([t()],J.prototype,`risk`,void 0),c([t()],J.prototype,`refused`,void 0),c([t()],J.prototype,`busy`,void 0),J=c([a(`tradehook-position-chart`)],J);var Y=class extends s{constructor(...e){super(...e),this.label=``,this.items=[]}render(){return r`<button
        class="icon-button"
        aria-label=${this.label}
        aria-haspopup="menu"
        aria-expanded="false"
        @click=${this.show}
      >
        ${j(I)}
      </button>
      <tradehook-popup-menu></tradehook-popup-menu>`}show(e){e.stopPropagation(),this.renderRoot.querySelector(`tradehook-popup-menu`)?.show(e.currentTarget,this.label,this.items)}static{this.styles=[l]}};c([n()],Y.prototype,`label`,void 0),c([n({attribute:!1})],Y.prototype,`items`,void 0),Y=c([a(`tradehook-menu`)],Y);function X(e,t,n,r){let i=e=>t.price(e,n.price_tick),a=e=>`${t.number(e)} ${n.base}`,o=t=>x(e,`close_reason`,t),s=()=>{let t=x(e,`purpose`,r.purpose);return r.purpose===`dca`||r.purpose===`take_profit`?`${t} ${Number(r.leg)+1}`:t},c=(t,n,a)=>r.price===null?e(n,a):e(t,{...a,price:i(r.price)});switch(r.event){case`accepted`:return e(`story.accepted`,{signal:String(r.signal_id)});case`placed`:return r.trigger?e(`story.placed_trigger`,{order:s(),amount:a(r.amount),price:i(r.trigger)}):e(`story.placed`,{order:s(),amount:a(r.amount),price:i(r.price)});case`filled`:return e(r.complete?`story.filled`:`story.partly_filled`,{order:s(),filled:a(r.filled),amount:a(r.amount),price:i(r.price)});case`rejected`:return e(`story.rejected`,{order:s(),message:u(String(r.message??r.code??``))});case`unknown`:return e(`story.unknown`,{order:s()});case`cancelled_outside`:return e(`story.cancelled_outside`,{order:s()});case`changed_outside`:return e(r.by?`story.taken_by_ours`:`story.changed_outside`,{amount:a(r.amount),price:i(r.price),size:a(r.size)});case`adopted`:return e(r.entry?`story.adopted_entry`:`story.adopted`,{amount:a(r.amount),price:i(r.price),entry:i(r.entry)});case`released`:return e(`story.released`,{amount:a(r.amount),price:i(r.price)});case`entries_cancelled`:return e(r.dca?`story.entries_cancelled`:`story.entry_cancelled`,{reason:o(r.reason)});case`stop_set`:case`stop_moved`:return r.price===null?e(`story.emergency_set`,{price:i(r.emergency)}):e(`story.${r.event}`,{price:i(r.price),why:x(e,`stop_cause`,r.why)});case`stop_waits`:return e(`story.stop_waits`,{price:i(r.price),why:x(e,`stop_cause`,r.why)});case`targets`:return e(`story.targets`,{prices:r.prices.map(i).join(` · `)});case`targets_changed`:return e(r.filled?`story.targets_changed_filled`:`story.targets_changed`,{count:String(r.count),filled:String(r.filled)});case`auto_close_changed`:return e(`story.auto_close_changed`,{minutes:t.number(Number(r.seconds)/60)});case`cool_down_started`:return e(`story.cool_down_started`,{price:i(r.price),until:t.time(r.until)});case`cool_down_ended`:return e(`story.cool_down_ended`,{price:i(r.price)});case`trailing_started`:case`trailing_hit`:return e(`story.${r.event}`,{number:String(Number(r.leg)+1),price:i(r.price)});case`trailing_reset`:return e(`story.trailing_reset`,{number:String(Number(r.leg)+1)});case`increase_asked`:case`reduce_asked`:return c(`story.${r.event}_limit`,`story.${r.event}`,{amount:a(r.amount)});case`increase_cut`:return e(`story.increase_cut`,{amount:a(r.amount)});case`order_moved`:return e(`story.order_moved`,{order:s(),price:i(r.price)});case`entry_resized`:return e(`story.entry_resized`,{amount:a(r.amount)});case`close_asked`:return r.mark?e(`story.close_asked_mark`,{reason:o(r.reason),price:i(r.mark)}):c(`story.close_asked_limit`,`story.close_asked`,{reason:o(r.reason)});case`ended`:{let i=t.money(r.profit,n.quote,!0);return`${e(r.status===`closed`?`story.closed`:`story.${r.status}`,{reason:o(r.reason),profit:i})}${r.dust?` ${e(`story.dust`,{dust:a(r.dust)})}`:``}${r.message?` ${u(String(r.message))}`:``}`}default:return x(e,`story`,r.event)}}var ie=10,Z=class extends s{constructor(...e){super(...e),this.account=``,this.symbol=``,this.change=0,this.busy=!1,this.error=``}render(){let{t:e,format:t}=this.ctx,n=t.percent(String(this.change));return r`<label class="labelled">
        <span>${e(`slider.label`)} <b class="number" aria-hidden="true">${n}</b></span>
        <input
          type="range"
          name="change"
          min=${-10}
          max=${ie}
          step="0.5"
          aria-valuetext=${n}
          .value=${String(this.change)}
          @input=${e=>this.change=Number(e.target.value)}
        />
      </label>
      <button class="button outlined" ?disabled=${this.busy||!this.change} @click=${this.move}>
        ${this.busy?e(`common.working`):e(`slider.move`)}
      </button>
      ${this.error?r`<p class="error" role="alert">${this.error}</p>`:i}`}move(){return S(this,async()=>{await this.ctx.api.movePrice(this.account,this.symbol,this.change),this.ctx.say(this.ctx.t(`slider.moved`)),this.change=0})}static{this.styles=[l,d`
      :host {
        align-items: end;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        padding: 12px 16px;
      }
      label {
        flex: 1 1 220px;
      }
      input {
        accent-color: var(--th-link);
        min-height: 32px;
        width: 100%;
      }
    `]}};c([n({attribute:!1})],Z.prototype,`ctx`,void 0),c([n()],Z.prototype,`account`,void 0),c([n()],Z.prototype,`symbol`,void 0),c([t()],Z.prototype,`change`,void 0),c([t()],Z.prototype,`busy`,void 0),c([t()],Z.prototype,`error`,void 0),Z=c([a(`tradehook-price-slider`)],Z);function ae(t,n){let{t:a,format:o}=t,s=v.has(n.status),c=R(n),l=(e,t=!1)=>o.money(e,n.quote,t),u=e=>o.price(e,n.price_tick),d=(e,t,n=``,o=``)=>r`<div data-fact=${e}>
    <dt class="soft">${a(`column.${e}`)}</dt>
    <dd class="number ${n}">
      ${t}${o?r` <span class="soft note-inline">${o}</span>`:i}
    </dd>
  </div>`,f=e=>{let t=B(n.mark_price,e);return t===null?``:o.percent(t)},p=e(n.profit);return r`<dl class="card facts">
    ${d(`profit`,l(n.profit,!0),p)}
    ${d(`profit_percentage`,o.percent(n.profit_percentage),p)}
    ${n.leverage>1?d(`roe_percentage`,o.percent(n.roe_percentage),p):i}
    ${s?d(`exit_price`,u(n.exit_price)):r`${d(`unrealized_profit`,l(n.unrealized_profit,!0),e(n.unrealized_profit))}
        ${d(`realized_profit`,l(n.realized_profit,!0),e(n.realized_profit))}
        ${d(`size`,`${o.number(n.size)} ${n.base}`)} ${d(`value`,l(n.value))}`}
    ${d(`entry_price`,M(t,n))}
    ${s?i:r`${d(`mark_price`,u(n.mark_price))}
        ${n.no_stop?d(`stop_price`,a(`positions.no_stop`),`loss strong`):d(`stop_price`,u(n.stop_price),``,f(n.stop_price))}
        ${d(`next_target_price`,u(n.next_target_price),``,f(n.next_target_price))}
        ${d(`risk`,l(n.risk))} ${d(`margin`,l(n.margin))}
        ${c?d(`liquidation_price`,u(n.liquidation_price),``,f(n.liquidation_price)):i}
        ${d(`invested`,l(n.invested))}`}
    ${d(`fees`,l(n.fees))}
    ${c?d(`funding`,l(n.funding,!0)):i}
    ${s?d(`duration`,n.duration===null?`–`:P(a,n.duration)):r`<div data-fact="age">
          <dt class="soft">${a(`column.age`)}</dt>
          <dd class="number">${N(t,z(n))}</dd>
        </div>`}
    ${d(`opened_at`,o.time(n.opened_at))}
    ${n.closed_at?d(`closed_at`,o.time(n.closed_at)):i}
    ${n.close_reason?d(`close_reason`,x(a,`close_reason`,n.close_reason)):i}
  </dl>`}var oe=new Set([`pending`,`open`,`closing`]);function se(e){if(!oe.has(e.status))return[];let t=[];e.entry_condition_price!==null&&t.push({kind:`entry`,price:e.entry_condition_price});let n=e.stop_loss;if(n){let r=t=>n.resting_stop_price!==null&&Math.abs(Number(n.resting_stop_price)-Number(t))<=1.001*Number(e.price_tick??0),{stop_price:i,emergency_stop_price:a,waiting:o}=n;i!==null&&!r(i)&&t.push({kind:`stop_loss`,price:i}),a!==null&&!r(a)&&t.push({kind:`emergency_stop`,price:a}),o&&t.push({kind:`waiting_stop`,price:o.stop})}return e.status===`closing`||e.take_profit.forEach(({price:n,done:r,position_percentage:i,trailing:a},o)=>{let s=e.orders.some(e=>e.purpose===`take_profit`&&e.leg===o&&f(e.status));!r&&n!==null&&!s&&t.push({kind:`take_profit`,leg:o,price:n,share:i,trailing:a})}),t}var ce=new Set([`dca`,`take_profit`]),le=[`order`,`order_type`,`order_price`,`order_filled`,`order_status`];function ue(e,t){let{t:n}=e,a=se(t);return!t.orders.length&&!a.length?i:r`<section class="card" data-orders>
    <h3>${n(`position.orders`)}</h3>
    <table role="table">
      <thead role="rowgroup">
        <tr role="row">
          ${le.map(e=>r`<th role="columnheader">${n(`position.${e}`)}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${a.map(n=>Q(e,n,t))}
        ${[...t.orders].reverse().map(n=>de(e,n,t))}
      </tbody>
    </table>
  </section>`}function Q({t:e,format:t},{kind:n,leg:a,price:o,share:s},c){return r`<tr role="row" data-watched=${n}>
    <td role="cell">
      <b>${e(`watched.${n}`)}${a===void 0?i:` ${a+1}`}</b>
    </td>
    <td role="cell" data-label=${e(`position.order_type`)}>${e(`position.watched`)}</td>
    <td role="cell" class="number" data-label=${e(`position.order_price`)}>
      ${t.price(o,c.price_tick)}
    </td>
    <td role="cell" class="number" data-label=${e(`position.order_filled`)}>
      ${s===void 0?`–`:e(`position.watched_share`,{share:t.number(s,0)})}
    </td>
    <td role="cell" data-label=${e(`position.order_status`)}>${e(`position.watching`)}</td>
  </tr>`}function de({t:e,format:t},n,a){let{orders:o}=a,s=n.leg!==null&&ce.has(n.purpose)&&o.length>1;return r`<tr role="row" data-order=${n.purpose}>
    <td role="cell">
      <b>${x(e,`purpose`,n.purpose)}${s?` ${n.leg+1}`:i}</b>
      ${n.message?r`<span class="small error">${L(n.message)}</span>`:i}
    </td>
    <td role="cell" data-label=${e(`position.order_type`)}>
      ${x(e,`order_type`,n.order_type)} · ${e(`side.${n.side}`)}
    </td>
    <td role="cell" class="number" data-label=${e(`position.order_price`)}>
      ${t.price(n.average_price??n.price,a.price_tick)}
    </td>
    <td role="cell" class="number" data-label=${e(`position.order_filled`)}>
      ${t.number(n.filled)} / ${t.number(n.amount)}
      <span class="soft">${a.base}</span>
    </td>
    <td role="cell" data-label=${e(`position.order_status`)}>${x(e,`order_status`,n.status)}</td>
  </tr>`}var fe=d`
  :host {
    display: grid;
    gap: 16px;
  }
  .head {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .space {
    flex: 1;
  }
  .facts {
    display: grid;
    gap: 12px 16px;
    grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
    margin: 0;
    padding: 16px;
  }
  dt {
    font-size: 12px;
  }
  dd {
    margin: 2px 0 0;
  }
  .strong {
    font-weight: 700;
  }
  .note-inline {
    font-size: 12px;
  }
  .danger-note {
    align-items: center;
    border: 2px solid var(--th-danger);
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    justify-content: space-between;
    margin: 0;
    padding: 12px 16px;
  }
  .quick {
    display: flex;
    gap: 8px;
    justify-content: flex-end;
  }
  .facts .number,
  td.number {
    overflow-wrap: anywhere;
    white-space: normal;
  }
  section {
    overflow: hidden;
    padding: 16px;
  }
  .bar {
    align-items: center;
    display: flex;
    justify-content: space-between;
  }
  ul,
  ol {
    list-style: none;
    margin: 8px 0 0;
    padding: 0;
  }
  [data-story] li {
    flex-wrap: nowrap;
  }
  [data-story] li > span {
    overflow-wrap: anywhere;
  }
  time {
    flex: none;
    text-align: end;
  }
  .end {
    text-align: end;
  }
  table {
    border-collapse: collapse;
    margin-top: 8px;
    width: 100%;
  }
  th {
    color: var(--th-soft);
    font-size: 12px;
    font-weight: 500;
    padding: 4px 0;
    text-align: start;
  }
  td {
    border-top: 1px solid var(--th-line);
    padding-block: 10px;
    padding-inline: 0 12px;
    vertical-align: top;
  }
  td b {
    font-weight: 500;
  }
  @media (max-width: 700px) {
    :host {
      padding-bottom: 72px;
    }
    /* Within reach of a thumb, wherever one has scrolled to */
    .quick {
      background: var(--ha-card-background, var(--card-background-color));
      border-top: 1px solid var(--th-line);
      inset-block-end: 0;
      inset-inline: 0;
      padding: 10px 16px calc(10px + env(safe-area-inset-bottom, 0px));
      position: fixed;
      z-index: 2;
    }
    .quick .button {
      flex: 1;
      min-height: 48px;
      padding: 8px;
    }
    .facts {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    [data-fills] li {
      flex-direction: column;
      gap: 4px;
    }
    .end {
      text-align: start;
    }
    [data-story] li {
      flex-direction: column;
      gap: 2px;
    }
    time {
      text-align: start;
    }
    table,
    tbody {
      display: block;
    }
    thead {
      clip-path: inset(50%);
      position: absolute;
    }
    tr {
      border-top: 1px solid var(--th-line);
      display: grid;
      gap: 6px 12px;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      padding: 10px 0;
    }
    tr:first-child {
      border: 0;
    }
    td {
      border: 0;
      padding: 0;
    }
    td:first-child {
      grid-column: 1 / -1;
    }
    td[data-label]::before {
      color: var(--th-soft);
      content: attr(data-label);
      display: block;
      font-size: 12px;
    }
  }
  li {
    align-items: flex-start;
    border-top: 1px solid var(--th-line);
    display: flex;
    flex-wrap: wrap;
    gap: 12px;
    justify-content: space-between;
    padding: 10px 0;
  }
  li:first-child {
    border-top: 0;
  }
  li b {
    font-weight: 500;
  }
  .small {
    display: block;
    font-size: 12px;
    margin-top: 2px;
  }
  .grow {
    flex: 1 1 260px;
  }
  .grow .field {
    font-size: 13px;
    margin-top: 8px;
    resize: none;
  }
  .buttons {
    display: flex;
    gap: 4px;
  }
  .note {
    margin: 0;
    padding: 12px 16px;
  }
  section .note {
    padding: 8px 0;
  }
`,pe=300,$=class extends s{constructor(...e){super(...e),this.account=``,this.accounts=[],this.positionId=``,this.fills=[],this.story=[],this.links=[],this.error=``,this.found=``,this.seen=``,this.loading=!1,this.again=!1,this.load=async()=>{if(this.loading){this.again=!0;return}this.loading=!0,this.again=!1;let{place:e}=this;try{let{position:t,plan:n,fills:r,story:i}=await this.details(),a=this.ctx.admin?await this.ctx.api.links({...e,account:t.account}):[];if(e.position_id!==this.positionId||!this.isConnected)return;this.error=``,this.loaded=t,this.plan=n,this.fills=r,this.story=i,this.links=a}catch(t){e.position_id===this.positionId&&(this.error=b(t))}finally{this.loading=!1,this.again&&this.isConnected&&setTimeout(this.load,e.position_id===this.positionId?pe:0)}}}connectedCallback(){super.connectedCallback(),this.seen=``,window.addEventListener(p,this.load)}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener(p,this.load)}willUpdate(e){e.has(`positionId`)&&(this.found=``,this.loaded=this.plan=void 0,this.fills=this.story=this.links=[]);let{live:t}=this,n=t?JSON.stringify([t.status,t.size,t.orders,t.stop_loss,t.take_profit]):`over`,r=this.accounts.filter(e=>e.loaded).length,i=`${this.account} ${this.positionId} ${n} ${this.place.account?``:r}`;i!==this.seen&&(this.seen=i,this.load())}get place(){return{account:this.account||this.live?.account||this.found,position_id:this.positionId}}async details(){let{place:e,accounts:t}=this;if(e.account)return this.ctx.api.position(e);let n=Error(this.ctx.t(`position.missing`));for(let{account:r}of t.filter(({loaded:e})=>e))try{let t=await this.ctx.api.position({account:r,position_id:e.position_id});return e.position_id===this.positionId&&(this.found=r),t}catch(e){n=e}throw n}render(){let{t:e}=this.ctx,t=this.live??this.loaded;if(this.error&&!this.live)return r`<p class="card empty error" role="alert">${this.error}</p>`;if(!t)return r`<p class="empty soft" role="status">${e(`common.loading`)}</p>`;let n=`${o(t.symbol)} ${e(`side.${t.side}`)}`,a=h(this.ctx,t,!1);return r`<div class="head">
        <h2>${o(t.symbol)}</h2>
        <span class="chip ${t.side===`long`?`profit`:`loss`}">
          ${e(`side.${t.side}`)}${t.leverage>1?` ${t.leverage}×`:i}
        </span>
        <span class="chip" data-status=${t.status}>${x(e,`status`,t.status)}</span>
        ${F(e,t)}
        <span class="soft">${t.bot_name??e(`positions.removed_bot`)} · ${t.account_name}</span>
        <span class="space"></span>
        ${this.renderQuick(t)}
        ${a.length?r`<tradehook-menu .label=${e(`positions.menu`,{name:n})} .items=${a}></tradehook-menu>`:i}
      </div>
      ${t.no_stop&&Number(t.size)?this.renderNoStop(t):i} ${ae(this.ctx,t)}
      ${t.message?r`<p class="card note">${L(t.message)}</p>`:i}
      <tradehook-position-chart
        .ctx=${this.ctx}
        .position=${t}
        .fills=${this.fills}
        .plan=${this.plan}
      ></tradehook-position-chart>
      ${this.renderSlider(t)}
      ${this.renderLinks()} <tradehook-position-note .ctx=${this.ctx} .position=${t}></tradehook-position-note>
      ${this.renderStory(t)} ${ue(this.ctx,t)}
      ${this.renderFills(t)}`}renderSlider(e){return e.exchange!==`SIM`||e.closed_at!==null||!this.ctx.admin?i:r`<tradehook-price-slider
      class="card"
      .ctx=${this.ctx}
      .account=${e.account}
      .symbol=${e.symbol}
    ></tradehook-price-slider>`}renderStory(e){let{t,format:n}=this.ctx;return this.story.length?r`<section class="card" data-story>
      <h3>${t(`position.story`)}</h3>
      <ol>
        ${[...this.story].reverse().map(i=>r`<li data-event=${i.event}>
            <span>${X(t,n,e,i)}</span>
            <time class="soft small" datetime=${i.at}>${n.time(i.at)}</time>
          </li>`)}
      </ol>
    </section>`:i}renderNoStop(e){let{t}=this.ctx,n=_(this.ctx,e).find(({key:e})=>e===`exits`);return r`<p class="card danger-note" role="alert" data-no-stop-note>
      <span><b>${t(`positions.no_stop`)}.</b> ${t(`positions.no_stop_why`)}</span>
      ${n?r`<button class="button danger" @click=${n.act}>${t(`position.set_stop`)}</button>`:i}
    </p>`}renderQuick(e){let{t}=this.ctx,n=_(this.ctx,e);return n.length?r`<div class="quick" role="group" aria-label=${t(`position.quick`)} data-quick>
      ${n.map(({key:e,label:t,act:n,danger:i})=>r`<button class="button ${i?`danger`:`outlined`}" data-quick-action=${e??``} @click=${n}>
            ${t}
          </button>`)}
    </div>`:i}renderFills(e){let{t,format:n}=this.ctx;return this.fills.length?r`<section class="card" data-fills>
      <h3>${t(`position.fills`)}</h3>
      <ul>
        ${this.fills.map(i=>r`<li>
            <span>
              <b>${x(t,`purpose`,i.purpose)}</b>
              <span class="soft small">${n.time(i.time)}</span>
            </span>
            <span class="number end">
              ${n.number(i.amount)} ${e.base} @
              ${n.price(i.price,e.price_tick)}
              <span class="soft small">
                ${t(`position.fee`,{fee:`${n.number(i.fee)} ${i.fee_currency}`})}
              </span>
            </span>
          </li>`)}
      </ul>
    </section>`:i}renderLinks(){let{t:e,format:t}=this.ctx;return!this.live&&!this.links.length?i:r`<section class="card" data-links>
      <h3>${e(`position.links`)}</h3>
      ${this.links.length?r`<ul>
            ${this.links.map(n=>r`<li>
                <span class="grow">
                  <b>${e(`link.${n.mode}`)}</b>
                  <span class="soft small">${t.time(n.created_at)}</span>
                  ${n.question?r`<span class="soft small">${e(`link.asks`)}</span>`:i}
                  <textarea class="field" rows="2" readonly dir="ltr" aria-label=${e(`position.link_url`)} .value=${n.url}></textarea>
                </span>
                <span class="buttons">
                  <button class="button outlined" @click=${this.copy}>${e(`common.copy`)}</button>
                  <button class="button plain" @click=${()=>this.revoke(n)}>${e(`position.revoke`)}</button>
                </span>
              </li>`)}
          </ul>`:r`<p class="note soft">${e(`position.no_links`)}</p>`}
    </section>`}async copy(e){let t=e.target.closest(`li`)?.querySelector(`textarea`);t&&await m(t)&&this.ctx.say(this.ctx.t(`common.copied`))}revoke(e){let{t,api:n}=this.ctx;this.ctx.ask({title:t(`position.revoke_title`),text:t(`position.revoke_text`),confirm:t(`position.revoke`),danger:!0,act:async()=>(await n.revokeLink(this.place.account,e.link_id),this.links=this.links.filter(t=>t.link_id!==e.link_id),t(`position.revoked`))})}static{this.styles=[l,fe]}};c([n({attribute:!1})],$.prototype,`ctx`,void 0),c([n()],$.prototype,`account`,void 0),c([n({attribute:!1})],$.prototype,`accounts`,void 0),c([n({attribute:`position-id`})],$.prototype,`positionId`,void 0),c([n({attribute:!1})],$.prototype,`live`,void 0),c([t()],$.prototype,`loaded`,void 0),c([t()],$.prototype,`fills`,void 0),c([t()],$.prototype,`story`,void 0),c([t()],$.prototype,`links`,void 0),c([t()],$.prototype,`plan`,void 0),c([t()],$.prototype,`error`,void 0),$=c([a(`tradehook-position`)],$);export{$ as PositionView};